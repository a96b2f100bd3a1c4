import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { parseDocx } from './parse-docx.ts'

const NS = 'xmlns:w="w" xmlns:r="r" xmlns:m="m" xmlns:mc="mc"'
const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (content: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`
const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(content)}</w:tc>`

function docx(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'word/document.xml': strToU8(`<?xml version="1.0"?><w:document ${NS}><w:body>${body}</w:body></w:document>`),
  }
  for (const [name, xml] of Object.entries(parts)) files[name] = strToU8(xml)
  return zipSync(files)
}

const STYLES = `<w:styles ${NS}>
  <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
  <w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Code"><w:name w:val="Code"/></w:style>
  <w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
  <w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style></w:styles>`
const NUMBERING = `<w:numbering ${NS}><w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>`
const item = (level: number): string => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`

describe('parseDocx', () => {
  it('keeps headings, lists, tables, code, emphasis, links and notes', () => {
    const parsed = parseDocx(
      docx(
        paragraph(run('Contents 3'), '<w:pStyle w:val="Verzeichnis1"/>') +
          paragraph(run('Plants'), '<w:pStyle w:val="berschrift1"/>') +
          paragraph(run('Cells'), '<w:pStyle w:val="Sub"/>') +
          paragraph(
            run('A ') +
              run('cell', '<w:b/>') +
              run(' has ') +
              run('walls', '<w:rStyle w:val="Strong"/>') +
              run('.') +
              '<w:r><w:footnoteReference w:id="2"/></w:r>',
          ) +
          paragraph(
            '<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>' +
              run('kept') +
              '</w:ins><w:hyperlink r:id="L1">' +
              run(' link') +
              '</w:hyperlink>',
          ) +
          paragraph(run('third'), item(0)) +
          paragraph(run('inner'), item(1)) +
          paragraph(run('fourth'), item(0)) +
          paragraph(run('a {'), '<w:pStyle w:val="Code"/>') +
          paragraph(run('  b'), '<w:pStyle w:val="Code"/>') +
          `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell(run('A'))}${cell(run('B'))}</w:tr>` +
          `<w:tr>${cell(run('1'), '<w:vMerge/>')}${cell(run('2 &amp; 3'))}</w:tr></w:tbl>`,
        {
          'word/styles.xml': STYLES,
          'word/numbering.xml': NUMBERING,
          'word/footnotes.xml': `<w:footnotes ${NS}><w:footnote w:id="2">${paragraph(run('A note.'))}</w:footnote></w:footnotes>`,
          'word/_rels/document.xml.rels':
            '<Relationships><Relationship Id="L1" Type="x/hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>',
          'docProps/core.xml': '<cp:coreProperties><dc:title>On plants</dc:title></cp:coreProperties>',
        },
      ),
    )
    expect(parsed.title).toBe('On plants')
    expect(parsed.text).toBe(
      'Plants\n\nCells\n\nA cell has walls.\n\nkept link\n\nthird\ninner\nfourth\n\na {\n  b\n\nA | B\n | 2 & 3\n\nA note.',
    )
    expect(
      parsed.blocks.map((block) => [
        block.kind,
        'level' in block ? block.level : 'number' in block ? block.number : null,
      ]),
    ).toEqual([
      ['heading', 1],
      ['heading', 2],
      ['paragraph', null],
      ['paragraph', null],
      ['list-item', 3],
      ['list-item', null],
      ['list-item', 4],
      ['code', null],
      ['table-row', null],
      ['table-row', null],
      ['paragraph', null],
    ])
    expect(parsed.marks.map((mark) => [mark.kind, parsed.text.slice(mark.start, mark.end)])).toEqual([
      ['bold', 'cell'],
      ['bold', 'walls'],
      ['link', 'link'],
    ])
  })

  it('refuses a ZIP bomb before unpacking it', () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(200 * 1024 * 1024) }, { level: 9 })
    expect(() => parseDocx(bomb)).toThrow(expect.objectContaining({ code: 'LP_PARSE_TOO_LARGE' }))
  })

  it('tells damaged files', () => {
    const whole = docx(paragraph(run('text')))
    expect(() => parseDocx(whole.subarray(0, whole.length / 2))).toThrow(
      expect.objectContaining({ code: 'LP_PARSE_DAMAGED' }),
    )
    expect(() => parseDocx(zipSync({ 'word/other.xml': strToU8('<a/>') }))).toThrow(
      expect.objectContaining({ code: 'LP_PARSE_DAMAGED' }),
    )
  })
})
