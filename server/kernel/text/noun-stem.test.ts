import { expect, it } from 'vitest'
import { modifierStem, nounStem } from './noun-stem.ts'
import { englishSingular } from './singular.ts'

it.each([
  ['membranes', 'membrane'],
  ['viruses', 'virus'],
  ['diseases', 'disease'],
  ['hypotheses', 'hypothesis'],
  ['synapses', 'synapse'],
  ['nuclei', 'nucleus'],
  ['bacteria', 'bacterium'],
  ['theories', 'theory'],
  ['species', 'species'],
  ['glycolysis', 'glycolysis'],
  ['class', 'class'],
])('the singular of %s is %s', (plural, singular) => {
  expect(englishSingular(plural)).toBe(singular)
})

it('keeps words of one root but another meaning apart', () => {
  expect(nounStem('organisms', 'en')).not.toBe(nounStem('organ', 'en'))
  expect(nounStem('entwickler', 'de')).not.toBe(nounStem('entwicklung', 'de'))
})

it('joins the cases of German nouns and adjectives', () => {
  expect(new Set(['raum', 'raumes', 'räume', 'räumen'].map((word) => nounStem(word, 'de')))).toEqual(new Set(['raum']))
  expect(
    new Set(['metrischer', 'metrische', 'metrischen', 'metrisches'].map((word) => modifierStem(word, 'de'))),
  ).toEqual(new Set(['metrisch']))
})
