import { unzipSync } from 'fflate';
import { assertWithin, unreadable, type DocumentLimits } from './limits.js';

const megabyte = 1024 * 1024;
const compoundFile = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0);

/** The zip archive that an Office document is. Entries are unpacked when they are asked for, within the limits. */
export class Archive {
  #unpackedBytes = 0;
  readonly names: ReadonlySet<string>;

  /** Throws UNCONVERTIBLE for what is no archive, is encrypted, or has too many entries. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly limits: DocumentLimits,
  ) {
    refuseCompoundFile(bytes);
    const names = new Set<string>();
    let entries = 0;
    this.#unzip((name) => {
      assertWithin((entries += 1), limits.maxEntries, 'entries');
      names.add(name);
      return false;
    });
    this.names = names;
  }

  /** The text of an entry, or undefined when there is none of that name. */
  findText(name: string): string | undefined {
    const { maxUnpackedBytes, maxRatio } = this.limits;
    if (!this.names.has(name)) return undefined;
    const found = this.#unzip((entry, packed, unpacked) => {
      if (entry !== name) return false;
      if (unpacked > megabyte && unpacked > packed * maxRatio) throw unreadable('is packed like a zip bomb');
      this.#unpackedBytes += unpacked;
      if (this.#unpackedBytes > maxUnpackedBytes) {
        throw unreadable(`unpacks to more than ${Math.floor(maxUnpackedBytes / megabyte)} MB`);
      }
      return true;
    })[name];
    return found && decode(found);
  }

  getText(name: string): string {
    const text = this.findText(name);
    if (text === undefined) throw unreadable(`is damaged: a part of it is missing (${name})`);
    return text;
  }

  /** Buffers are as large as the directory says, which `wanted` sees before; more than that is never written. */
  #unzip(wanted: (name: string, packed: number, unpacked: number) => boolean): Record<string, Uint8Array> {
    let refusal: Error | undefined;
    const filter = (entry: { name: string; size: number; originalSize: number }) => {
      try {
        return refusal === undefined && wanted(entry.name, entry.size, entry.originalSize);
      } catch (error) {
        refusal = error as Error;
        return false;
      }
    };
    try {
      const found = unzipSync(this.bytes, { filter });
      if (refusal === undefined) return found;
    } catch (error) {
      throw unreadable('is damaged, or is not the kind of document that its name says', error);
    }
    throw refusal;
  }
}

/** An encrypted Office document, and one of the formats before 2007, are both OLE compound files. */
function refuseCompoundFile(bytes: Uint8Array): void {
  if (!compoundFile.every((byte, index) => bytes[index] === byte)) return;
  const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
  throw unreadable(
    isEncrypted ? 'is encrypted with a password' : 'has the Office format from before 2007, which is not supported',
  );
}

function decode(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = !isUtf16 ? 'utf-8' : bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
  return new TextDecoder(encoding).decode(bytes);
}
