/** Ids of what `seed: 'everyday'` adds to the company. */
export const everydayIds = {
  operations: '270101',
  ledgerRunbook: '270102',
  oldNetworkPlan: '270103',
  archive2024: '270200',
  /** The other nineteen follow one by one. */
  firstArchived: '270201',
  newcomers: '270301',
  newcomersFirstDay: '270302',
  newcomersAccess: '270303',
  newcomersVpn: '270304',
  planningMinutes: '270401',
  planningComment: '270402',
  reserveDesign: '270501',
  reservePicture: 'att270502',
  whiteboard: '270601',
  database: '270602',
  embed: '270603',
  liveDoc: '270604',
} as const;
