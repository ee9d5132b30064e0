/** Emoticons: shown as the character where there is one, else as `:name:`; what is written back is the original element. */
import type { XmlElement } from '../xml/xml-node.js';

const legacy: Readonly<Record<string, string>> = {
  smile: '🙂',
  sad: '🙁',
  cheeky: '😛',
  laugh: '😁',
  wink: '😉',
  'thumbs-up': '👍',
  'thumbs-down': '👎',
  information: 'ℹ️',
  tick: '✅',
  cross: '❌',
  warning: '⚠️',
  plus: '➕',
  minus: '➖',
  question: '❓',
  'light-on': '💡',
  'light-off': '💡',
  'yellow-star': '⭐',
  heart: '❤️',
  'broken-heart': '💔',
};

const oneEmoji = new RegExp('^\\p{RGI_Emoji}$', 'v');

/**
 * An `ac:emoticon` as the character that it shows, else as its `:short-name:`: an emoji of the site itself has no
 * character.
 */
export function readEmoji(emoticon: XmlElement): string {
  const fallback = emoticon.attributes['ac:emoji-fallback'] ?? '';
  const name = emoticon.attributes['ac:name'] ?? '';
  if (oneEmoji.test(fallback)) return fallback;
  const shortname = emoticon.attributes['ac:emoji-shortname'] ?? '';
  if (/^:[a-z0-9_+-]+:$/.test(shortname)) return shortname;
  return legacy[name] ?? `:${name.toLowerCase().replace(/[^a-z0-9_+-]+/g, '-') || 'emoji'}:`;
}
