import type { EntityType } from '@learnpath/contracts'
import { foldLetters } from './fold-letters.ts'

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'janner'],
  ['february', 'feb', 'februar'],
  ['march', 'mar', 'marz'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'jun', 'juni'],
  ['july', 'jul', 'juli'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct', 'oktober', 'okt'],
  ['november', 'nov'],
  ['december', 'dec', 'dezember', 'dez'],
]
const MONTH_OF = new Map(MONTHS.flatMap((names, at) => names.map((name) => [name, at + 1] as const)))

/**
 * The one way to write a date, quantity, identifier or standard: "13 March 1963", "March 13, 1963" and "1963-03-13" are the same;
 * "10 kΩ" and "10kΩ" too, but not "10 mV" and "10 MV".
 */
export function literalForm(name: string, type: EntityType): string {
  const text = name.normalize('NFKC').trim()
  if (type === 'date') return dateForm(text)
  if (type === 'quantity') return quantityForm(text)
  return foldLetters(text)
    .replaceAll(/\s*([-/:.])\s*/g, '$1')
    .replaceAll(/(?<=\p{L})[\s-]+(?=\d)|(?<=\d)[\s-]+(?=\p{L})/gu, '')
    .replaceAll(/\s+/g, ' ')
}

const quantityForm = (text: string): string =>
  text.replaceAll(/(\d),(?=\d{3}\b)/g, '$1').replaceAll(/[\s\u00A0]+|(?<=\d)-(?=\p{L})/gu, '')

function dateForm(text: string): string {
  const plain = foldLetters(text)
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain)
  if (iso !== null) return day(iso[1], Number(iso[2]), Number(iso[3]))
  const words = plain
    .replaceAll(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .split(/[\s,.]+/)
    .filter((word) => word !== '' && word !== 'of' && word !== 'the')
  const months = words.flatMap((word) => MONTH_OF.get(word) ?? [])
  const year = words.find((word) => /^\d{4}$/.test(word))
  const days = words.filter((word) => /^\d{1,2}$/.test(word))
  const [month] = months
  const read = months.length + days.length + (year === undefined ? 0 : 1)
  const isOneDate = months.length === 1 && days.length <= 1 && read === words.length
  return month === undefined || !isOneDate ? words.join(' ') : day(year, month, Number(days[0] ?? 0))
}

const day = (year: string | undefined, month: number, number: number): string =>
  `${year ?? '?'}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`
