import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib'
import type { PDFFont, PDFPage } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import type { ParsedDocument } from '../../../ports/parsed-document.ts'
import { parsePdf } from './parse-pdf.ts'

interface Sheet {
  readonly plain: PDFFont
  readonly bold: PDFFont
  addPage(): PDFPage
}

async function pdf(draw: (sheet: Sheet, document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const plain = await document.embedFont(StandardFonts.Helvetica)
  const bold = await document.embedFont(StandardFonts.HelveticaBold)
  draw({ plain, bold, addPage: () => document.addPage([595, 842]) }, document)
  return await document.save()
}

const noOcr = async (): Promise<null> => null
const read = async (bytes: Uint8Array): Promise<ParsedDocument> => await parsePdf(bytes, undefined, noOcr)
const outline = (parsed: ParsedDocument): string[] =>
  parsed.blocks.map(
    (block) =>
      `${block.kind}${block.kind === 'heading' ? block.level : ''}: ${parsed.text.slice(block.start, block.end)}`,
  )

function lines(
  page: PDFPage,
  font: PDFFont,
  texts: readonly string[],
  at: { x: number; y: number; size?: number; pitch?: number },
): void {
  texts.forEach((text, index) => {
    page.drawText(text, { x: at.x, y: at.y - index * (at.pitch ?? 13), size: at.size ?? 10, font })
  })
}

describe('parsePdf', () => {
  it('looks at no more pictures than the file can hold', async () => {
    const document = await PDFDocument.create()
    for (let page = 0; page < 3; page++) document.addPage([9, 9])
    const [{ ref }] = document.getPages() as [PDFPage]
    for (let page = 0; page < 200; page++) document.catalog.Pages().Kids().push(ref)
    document.catalog.Pages().set(PDFName.of('Count'), document.context.obj(203))
    let looked = 0
    const recognise = async (): Promise<string> => {
      looked++
      return ''
    }
    await expect(parsePdf(await document.save(), undefined, recognise)).rejects.toMatchObject({
      code: 'LP_PARSE_NO_TEXT',
    })
    expect(looked).toBeGreaterThanOrEqual(10)
    expect(looked).toBeLessThan(20)
  })

  it('makes paragraphs, headings by size and weight, lists and bold marks; repairs hyphenation', async () => {
    const parsed = await read(
      await pdf((sheet) => {
        const page = sheet.addPage()
        lines(page, sheet.bold, ['Plants'], { x: 60, y: 760, size: 18 })
        lines(
          page,
          sheet.plain,
          ['The cell wall of a plant is made of cellu-', 'lose, which is a self-', 'contained matter of its own.'],
          { x: 60, y: 720 },
        )
        lines(page, sheet.bold, ['Second heading'], { x: 60, y: 660 })
        page.drawText('It has ', { x: 60, y: 640, size: 10, font: sheet.plain })
        page.drawText('chlorophyll', {
          x: 60 + sheet.plain.widthOfTextAtSize('It has ', 10),
          y: 640,
          size: 10,
          font: sheet.bold,
        })
        lines(page, sheet.plain, ['• first point', '• second point that is', '   continued here', '1. numbered'], {
          x: 60,
          y: 600,
        })
      }),
    )
    expect(outline(parsed)).toEqual([
      'heading1: Plants',
      'paragraph: The cell wall of a plant is made of cellulose, which is a self-contained matter of its own.',
      'heading2: Second heading',
      'paragraph: It has chlorophyll',
      'list-item: first point',
      'list-item: second point that is continued here',
      'list-item: numbered',
    ])
    expect(parsed.marks.map((mark) => [mark.kind, parsed.text.slice(mark.start, mark.end)])).toEqual([
      ['bold', 'chlorophyll'],
    ])
    expect(parsed.title).toBe('Plants')
  })

  it('keeps a sentence whole whose emphasised words fill a line', async () => {
    const parsed = await read(
      await pdf((sheet) => {
        const page = sheet.addPage()
        const first = 'The rate is set by whatever is scarcest at the moment; this is the idea of the'
        lines(page, sheet.plain, [first], { x: 60, y: 700 })
        lines(page, sheet.bold, ['limiting factor of growth'], { x: 60, y: 687 })
        lines(page, sheet.plain, ['Light is one of them, and the others that matter are water and warmth.'], {
          x: 60,
          y: 650,
        })
      }),
    )
    expect(outline(parsed)[0]).toBe(
      'paragraph: The rate is set by whatever is scarcest at the moment; this is the idea of the limiting factor of growth',
    )
  })

  it('reads two columns one after the other, with a heading across them', async () => {
    const column = (name: string): string[] =>
      Array.from({ length: 12 }, (_, index) => `${name} column line number ${index} of running text`)
    const parsed = await read(
      await pdf((sheet) => {
        const page = sheet.addPage()
        lines(page, sheet.bold, ['A heading that stands across both of the columns of this page'], {
          x: 60,
          y: 780,
          size: 15,
        })
        const left = column('left')
        const right = column('right')
        // Row by row, as some programs write them.
        left.forEach((text, index) => {
          lines(page, sheet.plain, [text], { x: 60, y: 740 - index * 13 })
          lines(page, sheet.plain, [right[index] ?? ''], { x: 310, y: 740 - index * 13 })
        })
      }),
    )
    expect(parsed.text.indexOf('left column line number 11')).toBeLessThan(
      parsed.text.indexOf('right column line number 0'),
    )
    expect(parsed.text.startsWith('A heading')).toBe(true)
  })

  it('drops running headers, footers and page numbers, and tells where pages lie', async () => {
    const parsed = await read(
      await pdf((sheet) => {
        for (let number = 1; number <= 4; number++) {
          const page = sheet.addPage()
          lines(page, sheet.plain, [`On Plants, edition ${number}`], { x: 60, y: 810 })
          lines(page, sheet.plain, [`This is the only sentence of page ${number}.`], { x: 60, y: 700 })
          lines(page, sheet.plain, [`${number}`], { x: 300, y: 30 })
        }
      }),
    )
    expect(outline(parsed)).toEqual(
      [1, 2, 3, 4].map((number) => `paragraph: This is the only sentence of page ${number}.`),
    )
    expect(parsed.pages.map(({ page, start, end }) => [page, parsed.text.slice(start, end)])).toEqual(
      [1, 2, 3, 4].map((number) => [number, `This is the only sentence of page ${number}.`]),
    )
  })

  it('keeps a sentence whole that runs over the end of a page', async () => {
    const parsed = await read(
      await pdf((sheet) => {
        lines(sheet.addPage(), sheet.plain, ['This sentence begins on the first page and runs'], { x: 60, y: 100 })
        lines(sheet.addPage(), sheet.plain, ['on over to the second page.'], { x: 60, y: 700 })
      }),
    )
    expect(parsed.text).toBe('This sentence begins on the first page and runs on over to the second page.')
    expect(parsed.pages.map(({ start, end }) => parsed.text.slice(start, end).trim())).toEqual([
      'This sentence begins on the first page and runs',
      'on over to the second page.',
    ])
  })

  it('reads tables row by row', async () => {
    const parsed = await read(
      await pdf((sheet) => {
        const page = sheet.addPage()
        const rows = [
          ['Country', 'Capital', 'People'],
          ['Austria', 'Vienna', '8.9'],
          ['Belgium', 'Brussels', '11.5'],
        ]
        rows.forEach((row, index) =>
          row.forEach((text, column) =>
            lines(page, sheet.plain, [text], { x: 60 + column * 120, y: 700 - index * 16 }),
          ),
        )
      }),
    )
    expect(parsed.text).toBe('Country | Capital | People\nAustria | Vienna | 8.9\nBelgium | Brussels | 11.5')
    expect(
      parsed.blocks.every((block) => block.kind === 'table-row' && block.table === 0 && block.cells.length === 3),
    ).toBe(true)
  })

  it('names pages without text, reads them by OCR where it can, and fails when no page has any', async () => {
    const half = await pdf((sheet) => {
      lines(sheet.addPage(), sheet.plain, ['Text on page one.'], { x: 60, y: 700 })
      sheet.addPage()
    })
    expect((await read(half)).warnings).toEqual(['page 2 has no text layer'])
    const recognised = await parsePdf(half, undefined, async (page) => `Recognised words of page ${page}.`)
    expect(recognised.text).toBe('Text on page one.\n\nRecognised words of page 2.')
    expect(recognised.warnings).toEqual(['page 2 was read by OCR and may contain errors'])
    const blank = await pdf((sheet) => void sheet.addPage())
    await expect(read(blank)).rejects.toMatchObject({ code: 'LP_PARSE_NO_TEXT' })
  })

  it('rebuilds a file whose trailer is lost, and calls damaged what cannot be mended', async () => {
    const body =
      '%PDF-1.4\n1 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\n2 0 obj\n<</Type/Page/Parent 1 0 R/MediaBox[0 0 612 792]/Contents 4 0 R' +
      '/Resources<</Font<</F0<</Type/Font/BaseFont/Times-Roman>>>>>>>>\nendobj\n4 0 obj\n<</Length 9>>\nstream\nBT /F0 36 Tf 50 700 Td (Rescued words) Tj ET\nendobj\n' +
      '5 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\n'
    expect((await read(Buffer.from(body))).text).toBe('Rescued words')
    await expect(read(Buffer.from('%PDF-1.4\nnothing'))).rejects.toMatchObject({ code: 'LP_PARSE_DAMAGED' })
    const noPages =
      '%PDF-1.4\n1 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n2 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer\n<</Root 2 0 R>>\n'
    await expect(read(Buffer.from(noPages))).rejects.toMatchObject({ code: 'LP_PARSE_DAMAGED' })
  })
})
