// Writes a Word document with real styles: headings, lists, a table with a header row, bold.
import { strToU8, zipSync } from 'fflate'

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const CONTENT = 'http://schemas.openxmlformats.org/package/2006/content-types'
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** Zip entries carry a date; a fixed one keeps the bytes the same. */
const DATE = new Date(2026, 0, 1)

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const run = ({ text, bold }) =>
  `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${escape(text)}</w:t></w:r>`
const paragraph = (properties, runs) =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${runs.map(run).join('')}</w:p>`
const listItem = (list) =>
  `<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`

function tableRow(cells, index) {
  const header = index === 0
  const content = cells.map((text) => `<w:tc>${paragraph('', [{ text, bold: header }])}</w:tc>`).join('')
  return `<w:tr>${header ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${content}</w:tr>`
}

function table(rows) {
  const grid = rows[0].map(() => '<w:gridCol w:w="3000"/>').join('')
  return `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.map(tableRow).join('')}</w:tbl>`
}

function xmlOf(block) {
  switch (block.kind) {
    case 'heading':
      return paragraph(`<w:pStyle w:val="Heading${block.level}"/>`, block.runs)
    case 'bullet':
      return paragraph(listItem(1), block.runs)
    case 'step':
      return paragraph(listItem(2), block.runs)
    case 'table':
      return table(block.rows)
    case 'page-break':
      return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    default:
      return paragraph('', block.runs)
  }
}

const headingStyle = (level) =>
  `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${36 - 6 * level}"/></w:rPr></w:style>`

const STYLES = `<w:styles xmlns:w="${WORD}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/></w:style>${[1, 2, 3].map(headingStyle).join('')}</w:styles>`

const numbering = (id, format, text) =>
  `<w:abstractNum w:abstractNumId="${id}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl></w:abstractNum>`
const NUMBERING = `<w:numbering xmlns:w="${WORD}">${numbering(1, 'bullet', '•')}${numbering(2, 'decimal', '%1.')}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>`

const CORE_TYPE = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties'
const core = (title, language) =>
  `<cp:coreProperties xmlns:cp="${CORE_TYPE}" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escape(title)}</dc:title><dc:language>${language}</dc:language></cp:coreProperties>`

/**
 * @param {import('./document-outline.mjs').OutlineBlock[]} blocks
 * @param {{ title: string, language: string }} about
 * @returns {Uint8Array} the same bytes for the same blocks
 */
export function writeDocx(blocks, { title, language }) {
  const files = {
    '[Content_Types].xml': `<Types xmlns="${CONTENT}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${TYPE}.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${RELATIONSHIPS}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    'docProps/core.xml': core(title, language),
    'word/_rels/document.xml.rels': `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${OFFICE}/numbering" Target="numbering.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${WORD}"><w:body>${blocks.map(xmlOf).join('')}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
    'word/numbering.xml': NUMBERING,
    'word/styles.xml': STYLES,
  }
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(`${XML}${text}`)])
  return zipSync(Object.fromEntries(entries), { mtime: DATE, level: 9 })
}
