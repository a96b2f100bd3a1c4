import winkNLP from 'wink-nlp'
import type { WinkMethods } from 'wink-nlp'
import model from 'wink-eng-lite-web-model'
import type { Unit } from './words.ts'

let wink: WinkMethods | undefined

/** Writes the part of speech (universal tags: NOUN, PROPN, ADJ, VERB …) into the words of English units. */
export function tagEnglish(plain: string, units: readonly Unit[]): void {
  wink ??= winkNLP(model, ['sbd', 'pos'])
  for (const unit of units) {
    if (unit.words.length === 0) continue
    const text = plain.slice(unit.start, unit.end)
    tagUnit(wink, isTitleCase(unit) ? text.toLowerCase() : text, unit)
  }
}

/** In "Levels of Organization" every noun would be taken for a name. */
function isTitleCase({ sentence, words }: Unit): boolean {
  const content = words.filter((word) => !word.stop && !word.number)
  const capitals = content.filter((word) => word.capital && !word.allCapitals)
  return sentence < 0 || (content.length > 2 && capitals.length >= 0.8 * content.length)
}

function tagUnit(tagger: WinkMethods, text: string, unit: Unit): void {
  const tokens = tagger.readDoc(text).tokens()
  // Both are plain functions that wink calls itself.
  // oxlint-disable-next-line typescript/unbound-method
  const [values, tags] = [tokens.out(tagger.its.value), tokens.out(tagger.its.pos)]
  let at = 0
  let index = 0
  for (const word of unit.words) {
    const wanted = word.start - unit.start
    while (index < values.length) {
      const found = text.indexOf(values[index] ?? '', at)
      const end = found < 0 ? at : found + (values[index] ?? '').length
      if (end > wanted) {
        if (found <= wanted + 1) word.tag = tags[index] ?? ''
        break
      }
      at = end
      index += 1
    }
  }
}
