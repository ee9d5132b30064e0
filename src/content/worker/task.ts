/** What can be converted, by name: known to whoever asks, who need not load what does it. */
export const conversionNames = [
  'toMarkdown',
  'toOutline',
  'toBlocks',
  'toImages',
  'toTasks',
  'findInPage',
  'readPart',
  'toStorage',
  'applyMarkdown',
  'applyStorage',
  'applyEdits',
  'assertWellFormed',
  'assertWiki',
  'toPlainText',
  'diffMarkdown',
  'diffStorage',
  'fillTemplate',
  'templateVariables',
  'templateOptions',
  'showInstructions',
  'readValues',
  'findAddresses',
  'visibleSize',
] as const;

/** One of `conversionNames`. */
export type ConversionName = (typeof conversionNames)[number];

/** One conversion to be made. */
export interface Task {
  readonly name: ConversionName;
  readonly args: readonly unknown[];
}
