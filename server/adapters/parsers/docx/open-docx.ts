import { unzipSync } from 'fflate'
import { LearnPathError } from '@learnpath/contracts'
import { parseXml } from './xml-tree.ts'
import type { XmlNode } from './xml-tree.ts'

/** Unpacked bytes allowed for the parts we read; a bomb claims far more. */
const MAX_PART_BYTES = 128 * 1024 * 1024
const MAX_RATIO = 400
const RATIO_FROM_BYTES = 8 * 1024 * 1024
/** What packing may add to bytes that cannot be made smaller. */
const MAX_GROWTH = 1.01
const FEW_BYTES = 1024

const READ = /(?:^|\/)[^/]+\.(?:xml|rels)$/
const SKIPPED = /(?:^|\/)(?:theme|settings|fontTable|webSettings|header\d*|footer\d*|comments\w*)\w*\.xml/

/** The parts of a Word document that hold its text. */
export interface DocxParts {
  readonly document: XmlNode
  readonly styles: XmlNode | null
  readonly numbering: XmlNode | null
  readonly footnotes: XmlNode | null
  readonly endnotes: XmlNode | null
  readonly core: XmlNode | null
  /** Targets of links by relationship id. */
  readonly links: ReadonlyMap<string, string>
}

/** Unpacks what is needed of a DOCX. @throws LP_PARSE_DAMAGED, LP_PARSE_TOO_LARGE, LP_PARSE_UNSUPPORTED, LP_PARSE_PASSWORD_NEEDED */
export function openDocx(bytes: Uint8Array): DocxParts {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw wrapped(bytes)
  const files = unpack(bytes)
  const read = (path: string | undefined): XmlNode | null => {
    const part = path === undefined ? undefined : files[path]
    return part === undefined ? null : parseXml(new TextDecoder(part[0] === 0xff ? 'utf-16le' : 'utf-8').decode(part))
  }
  const mainPath = targetOf(read('_rels/.rels'), '/officeDocument') ?? 'word/document.xml'
  const document = read(mainPath)
  if (document === null || !document.children.some((node) => node.name === 'w:document')) {
    const other =
      Object.keys(files).length > 0 && !('word/document.xml' in files)
        ? 'it holds no Word document'
        : 'its main part is missing'
    throw new LearnPathError('LP_PARSE_DAMAGED', { detail: other })
  }
  const folder = mainPath.slice(0, mainPath.lastIndexOf('/') + 1)
  const relations = read(`${folder}_rels/${mainPath.slice(folder.length)}.rels`)
  const part = (kind: string): XmlNode | null =>
    read(resolvePart(folder, targetOf(relations, kind)) ?? `${folder}${kind.slice(1)}.xml`)
  return {
    document,
    styles: part('/styles'),
    numbering: part('/numbering'),
    footnotes: part('/footnotes'),
    endnotes: part('/endnotes'),
    core: read('docProps/core.xml'),
    links: linksOf(relations),
  }
}

const isRead = (name: string): boolean => READ.test(name) && !SKIPPED.test(name)

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    refuseBombs(bytes)
    return unzipSync(bytes, { filter: ({ name }) => isRead(name) })
  } catch (error) {
    if (error instanceof LearnPathError) throw error
    throw new LearnPathError('LP_PARSE_DAMAGED', {
      detail: `its ZIP container cannot be read (${error instanceof Error ? error.message : String(error)})`,
      cause: error,
    })
  }
}

/** By what the directory says alone, before anything is unpacked. @throws LP_PARSE_TOO_LARGE, LP_PARSE_DAMAGED */
function refuseBombs(bytes: Uint8Array): void {
  let [unpacked, packed, isLie] = [0, 0, false]
  unzipSync(bytes, {
    filter({ name, size, originalSize }) {
      if (!isRead(name)) return false
      unpacked += originalSize
      packed += size
      if (unpacked > MAX_PART_BYTES || (originalSize > RATIO_FROM_BYTES && originalSize > size * MAX_RATIO)) {
        throw new LearnPathError('LP_PARSE_TOO_LARGE', { detail: 'its text unpacks to an extreme size' })
      }
      isLie ||= size > originalSize * MAX_GROWTH + FEW_BYTES
      return false
    },
  })
  // What is said to unpack to less than it takes, or shares its bytes with others, was made to keep us busy.
  if (isLie || packed > bytes.length) {
    throw new LearnPathError('LP_PARSE_DAMAGED', { detail: 'its ZIP container contradicts itself' })
  }
}

/** A Word document with a password is an OLE container with an "EncryptedPackage". We cannot decrypt it. */
function wrapped(bytes: Uint8Array): LearnPathError {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024 * 1024)).toString('utf16le')
  if (text.includes('EncryptedPackage')) {
    return new LearnPathError('LP_PARSE_UNSUPPORTED', {
      detail: 'Word documents with a password cannot be opened; save a copy without one',
    })
  }
  return new LearnPathError('LP_PARSE_UNSUPPORTED', { detail: 'it is an old binary Word file; save it as DOCX or PDF' })
}

function targetOf(relations: XmlNode | null, kind: string): string | undefined {
  const relation = relations?.children[0]?.children.find((each) => each.attributes['Type']?.endsWith(kind))
  return relation?.attributes['Target']?.replace(/^\//, '')
}

function resolvePart(folder: string, target: string | undefined): string | undefined {
  if (target === undefined) return undefined
  return target.startsWith(folder) ? target : folder + target
}

function linksOf(relations: XmlNode | null): Map<string, string> {
  const links = new Map<string, string>()
  for (const relation of relations?.children[0]?.children ?? []) {
    const { Id, Target, TargetMode } = relation.attributes
    if (Id !== undefined && Target !== undefined && TargetMode === 'External') links.set(Id, Target)
  }
  return links
}
