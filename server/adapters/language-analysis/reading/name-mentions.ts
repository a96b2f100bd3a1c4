import type { Mention } from '../../../ports/chunk-reader.ts'
import type { Unit, Word } from '../words.ts'
import { mentionOfWords } from './mention-of-words.ts'
import { englishNameTest } from './names/english-name-words.ts'
import { generalNameTest } from './names/general-name-words.ts'
import { GermanNameWords } from './names/german-name-words.ts'
import { type NameEvidence, nameEvidence } from './names/name-evidence.ts'
import { nameRuns } from './names/name-runs.ts'
import { typeOfName } from './names/name-type.ts'
import type { TaggedChunk } from './tagged-chunk.ts'

/** Proper names of a chunk where nothing of `taken` (in the order of the text) stands. */
export function nameMentions({ text, units, language }: TaggedChunk, taken: readonly Mention[]): Mention[] {
  const evidence = nameEvidence(text, units)
  const test = nameTest({ text, units, language }, evidence)
  const isTaken = takenTest(taken)
  const found = units.flatMap((unit) => {
    const isNameInUnit = test(unit)
    const known = new Map<Word, boolean>()
    const isName = (word: Word, at: number): boolean => {
      let answer = known.get(word)
      if (answer === undefined) {
        answer = !isTaken(word) && isNameInUnit(word, at)
        known.set(word, answer)
      }
      return answer
    }
    const search = { text, unit, language, isName }
    return nameRuns(search).flatMap((run) => {
      const words = unit.words.slice(run.from, run.to)
      const mention = mentionOfWords(words, typeOfName(search, run), language)
      return mention === null
        ? []
        : [{ mention: withPoint(text, mention), last: (words.at(-1)?.norm ?? '').replace(/'s$/, '') }]
    })
  })
  const surnames = new Set(found.flatMap(({ mention, last }) => (mention.type === 'person' ? [last] : [])))
  return found.map(({ mention, last }) => {
    const isSurname =
      mention.type === 'name' && surnames.has(last) && !/\s/.test(text.slice(mention.start, mention.end))
    return isSurname ? { ...mention, type: 'person' } : mention
  })
}

type NameTest = (unit: Unit) => (word: Word, at: number) => boolean

function nameTest(
  { text, units, language }: Pick<TaggedChunk, 'text' | 'units' | 'language'>,
  evidence: NameEvidence,
): NameTest {
  if (language === 'en') return englishNameTest(text, evidence)
  if (language !== 'de') return generalNameTest(evidence)
  const marked = new GermanNameWords(text, units, evidence)
  return () => (word) => marked.has(word)
}

function takenTest(taken: readonly Mention[]): (word: Unit['words'][number]) => boolean {
  return (word) => {
    let low = 0
    let high = taken.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((taken[middle]?.end ?? 0) <= word.start) low = middle + 1
      else high = middle
    }
    return (taken[low]?.start ?? Infinity) < word.end
  }
}

const ABBREVIATED_END = /(?:(?<!\p{L})(?:Jr|Sr|Inc|Ltd|Corp|Co|Bros)|(?<!\p{L})\p{Lu}\. ?\p{Lu})$/u

/** "U.S.", "Paul Desmarais Jr.": the point at the end belongs to the name. */
function withPoint(text: string, mention: Mention): Mention {
  const isAbbreviated =
    text.charAt(mention.end) === '.' &&
    ABBREVIATED_END.test(text.slice(Math.max(mention.start, mention.end - 6), mention.end))
  return isAbbreviated ? { ...mention, end: mention.end + 1 } : mention
}
