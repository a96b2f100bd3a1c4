import { describe, expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'
import { detectFormat } from './detect-format.ts'

const head = (text: string): Uint8Array => Buffer.from(text, 'latin1')

describe('detectFormat', () => {
  it.each([
    ['%PDF-1.7\n', 'notes.txt', 'pdf'],
    ['junk\n%PDF-1.4', 'a', 'pdf'],
    ['PK\x03\x04.......................word/document.xml', 'a.bin', 'docx'],
    ['# Title', 'a.md', 'markdown'],
    ['<!DOCTYPE html><p>', 'page.txt', 'html'],
    ['<p>x', 'a.HTM', 'html'],
    ['plain words', 'README', 'text'],
    ['garbage', 'broken.pdf', 'pdf'],
  ])('the bytes %j named %s are %s', (bytes, name, format) => {
    expect(detectFormat(head(bytes), name)).toBe(format)
  })

  it.each([
    ['\x89PNG\r\n\x1a\n\0\0', 'a.txt'],
    ['PK\x03\x04..........................xl/workbook.xml', 'a.xlsx'],
    ['{\\rtf1\\ansi', 'a.txt'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'a.doc'],
    ['\x7fELF\x02\x01\x01\0', 'program'],
  ])('refuses %j named %s', (bytes, name) => {
    expect(() => detectFormat(head(bytes), name)).toThrow(expect.objectContaining({ code: 'LP_PARSE_UNSUPPORTED' }))
  })

  it('says when there is nothing', () => {
    expect(() => detectFormat(head(''), 'a.md')).toThrow(expect.objectContaining({ code: 'LP_PARSE_EMPTY' }))
  })
})

describe('decodeText', () => {
  const text = 'Grüße aus Köln, schöne Straße – es regnet häufig und die Äpfel fallen über den Zaun.'

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE with mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 BE with mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['UTF-16 LE without mark', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE without mark', Buffer.from(text, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(text.replace('–', '\x96'), 'latin1')],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes).replace('\ufeff', '')).toBe(text)
  })

  it('refuses bytes that are no text', () => {
    expect(() => decodeText(Buffer.from([1, 2, 0, 255, 254, 0, 3, 0, 129]))).toThrow(
      expect.objectContaining({ code: 'LP_PARSE_UNSUPPORTED' }),
    )
  })
})
