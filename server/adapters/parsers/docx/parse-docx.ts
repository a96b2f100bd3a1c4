import type { ParsedDocument } from '../../../ports/parsed-document.ts'
import { DocumentBuilder } from '../document-builder.ts'
import { DocxWalker, noteKey } from './docx-walker.ts'
import { Numbering } from './numbering.ts'
import { openDocx } from './open-docx.ts'
import type { DocxParts } from './open-docx.ts'
import { Styles } from './styles.ts'
import { child, descend } from './xml-tree.ts'
import type { XmlNode } from './xml-tree.ts'

/** Reads a Word document: body, tables, text boxes, and foot- and endnotes behind it. Headers, footers and comments are left out. */
export function parseDocx(bytes: Uint8Array): ParsedDocument {
  const parts = openDocx(bytes)
  const builder = new DocumentBuilder()
  const walker = new DocxWalker({
    builder,
    styles: new Styles(parts.styles),
    numbering: new Numbering(parts.numbering),
    links: parts.links,
  })
  walker.blocks(descend(parts.document, 'w:document', 'w:body')?.children ?? [])
  walker.finish()
  const notes = notesOf(parts)
  for (const id of walker.noteIds) {
    const note = notes.get(id)
    if (note !== undefined) walker.blocks(note.children)
  }
  walker.finish()
  return builder.finish({ format: 'docx', title: titleOf(parts), warnings: [] })
}

function notesOf(parts: DocxParts): Map<string, XmlNode> {
  const notes = new Map<string, XmlNode>()
  for (const part of [parts.footnotes, parts.endnotes]) {
    for (const note of part?.children.flatMap((root) => root.children) ?? []) {
      notes.set(noteKey(note.name, note.attributes['w:id']), note)
    }
  }
  return notes
}

function titleOf(parts: DocxParts): string | null {
  const title =
    child(
      parts.core?.children.find((node) => node.name.endsWith('coreProperties')),
      'dc:title',
    )?.text.trim() ?? ''
  const isUseless = title.length < 3 || /^(?:word document|document\d*|untitled|dokument\d*)$/i.test(title)
  return isUseless ? null : title
}
