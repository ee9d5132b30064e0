import { disguises, type Disguise } from './disguises.js';
import { entries, goals, type Attack } from './requests.js';

/** Sixty attacks: twelve for each goal, each in another disguise, each with pages of its own to harm. */
export const corpus: readonly Attack[] = goals.flatMap((goal, row) =>
  entries[goal].map(([what, calls], at): Attack => {
    const number = row * 12 + at;
    const digits = String(800 + number);
    const victim = {
      page: `${digits}1`,
      restricted: `${digits}2`,
      comment: `${digits}3`,
      file: `att${digits}4`,
    };
    const disguise = disguises[(at + row) % disguises.length] as Disguise;
    return { goal, what, disguise, victim, calls: calls(victim, number) };
  }),
);
