const MAX_OCTETS = 75
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** A text property of RFC 5545, escaped and folded. */
export const contentLine = (name: string, text: string): string => folded(`${name}:${escaped(text)}`)

const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll(/\r\n?|\n/g, String.raw`\n`)
    // oxlint-disable-next-line no-control-regex -- no others are allowed in a line
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, ' ')

/** Lines of at most 75 octets, none of which ends within a character. */
function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > MAX_OCTETS) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return [...lines, current].join('\r\n')
}

const basic = (time: number): string => new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** `20261121T120000Z` */
export const utcTime = (time: number): string => basic(time)

/** A time of no zone: the same hour wherever the calendar is read. Minutes beyond midnight go into the next day. */
export const localTime = (date: string, minuteOfDay: number): string =>
  basic(Date.parse(`${date}T00:00:00Z`) + minuteOfDay * MINUTE_MS).replace('Z', '')

/** ISO date after this one. */
export const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
