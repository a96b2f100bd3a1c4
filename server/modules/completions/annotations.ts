import { passageAddress, type AskResponse, type CompletionAnnotation } from '@learnpath/contracts'

const MARKER = /\[(\d+)\]/gu

interface Marker {
  readonly n: number
  readonly start: number
  readonly end: number
  /** Letters before it, without markers and blanks. */
  readonly place: number
}

/**
 * One annotation for each marker of what was said. A language model's text is sent before it is checked: where the checked answer
 * has another number at the same place, the annotation leads where that one does, and a marker that the check took out gets none.
 * @param said what the reader got, from its place `offset` on
 */
export function annotationsOf(
  response: AskResponse,
  { said, offset, base }: { readonly said: string; readonly offset: number; readonly base: string },
): CompletionAnnotation[] {
  const citations = new Map(response.citations.map((citation) => [citation.n, citation]))
  const checked = markersOf(response.answer).filter((marker) => isOurs(marker, response))
  const pairs = said === response.answer ? checked.map((marker) => [marker, marker] as const) : paired(said, checked)
  return pairs.flatMap(([{ start, end }, { n, start: checkedStart }]) => {
    const citation = citations.get(n)
    if (citation === undefined) return []
    return [
      {
        type: 'url_citation' as const,
        url_citation: {
          start_index: offset + start,
          end_index: offset + end,
          title: citation.title,
          url: passageAddress(base, citation),
        },
        learnpath: { ...citation, support: supportAt(response, checkedStart, n) },
      },
    ]
  })
}

function markersOf(text: string): Marker[] {
  const markers: Marker[] = []
  let place = 0
  let end = 0
  for (const match of text.matchAll(MARKER)) {
    const [marker, digits] = match
    place += lettersOf(text.slice(end, match.index))
    end = match.index + marker.length
    markers.push({ n: Number(digits), start: match.index, end, place })
  }
  return markers
}

/** A marker that the check takes out may take the blank before it along: blanks do not count. */
const lettersOf = (text: string): number => text.replaceAll(/\s/gu, '').length

/** An extractive answer quotes: brackets within a quote are the document's. Markers of a language model stand in its sentences. */
function isOurs({ start, end }: Marker, { engine, sentences }: AskResponse): boolean {
  return engine !== 'extractive' || !sentences.some((sentence) => sentence.start <= start && end <= sentence.end)
}

/** Markers as said with those that stand at the same place of the checked answer, where it can be with the same number. */
function paired(said: string, checked: readonly Marker[]): (readonly [Marker, Marker])[] {
  const left = [...checked]
  return markersOf(said).flatMap((marker) => {
    const here = left.filter(({ place }) => place === marker.place)
    const other = here.find(({ n }) => n === marker.n) ?? here[0]
    if (other === undefined) return []
    left.splice(left.indexOf(other), 1)
    return [[marker, other] as const]
  })
}

const supportAt = (
  { sentences }: AskResponse,
  markerStart: number,
  n: number,
): CompletionAnnotation['learnpath']['support'] =>
  sentences.findLast(({ start, citations }) => start <= markerStart && citations.includes(n))?.support ?? null
