import { AppError } from '../../errors.js';
import type { BodyTemplate } from '../model.js';
import { ExactNumber } from './exact-number.js';
import { argumentOf, fillText, soleArgument, toText, type Arguments } from './template.js';

/** Undefined where every argument of the template is absent. */
export function fillBody(template: BodyTemplate, args: Arguments): unknown {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'text': {
      const argument = soleArgument(template.template);
      return argument === undefined ? fillText(template.template, args) : argumentOf(args, argument);
    }
    case 'list': {
      const items = template.items.map((item) => fillBody(item, args)).filter((item) => item !== undefined);
      return items.length === 0 && template.items.length > 0 ? undefined : items;
    }
    case 'object': {
      const entries = template.entries
        .map(([key, value]) => [key, fillBody(value, args)] as const)
        .filter(([, value]) => value !== undefined);
      // fromEntries defines its keys, so that a `__proto__` stays an ordinary one.
      return entries.length === 0 && template.entries.length > 0 ? undefined : Object.fromEntries(entries);
    }
  }
}

/** `application/x-www-form-urlencoded`; lists repeat their name. */
export function toForm(body: unknown): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body as Record<string, unknown>)) {
    for (const item of [value].flat()) {
      if (typeof item === 'object' && !(item instanceof ExactNumber))
        throw new AppError('INVALID_INPUT', `${name}: a form takes no objects.`);
      form.append(name, toText(item, name));
    }
  }
  return form.toString();
}
