import { expect, it } from 'vitest'
import { readChunk } from './read-chunk.ts'

function named(text: string, language = 'de'): string[] {
  return readChunk({ text, language })
    .mentions.filter(({ type }) => type !== 'term')
    .map(({ start, end, type }) => `${text.slice(start, end)} (${type})`)
}

it('does not take German nouns for names', () => {
  expect(
    named(
      'Vor dem Einschalten ist die Drehrichtung des Motors zu prüfen. Die Pumpe fördert Wasser, und Öl läuft in den Tank.',
    ),
  ).toEqual([])
})

it('finds companies by their form, persons by title or given name, institutions by their head', () => {
  expect(
    named(
      'Die Müller Maschinenbau GmbH beliefert Frau Dr. Weber und Karl-Heinz Vogt. Die Universität Heidelberg und das Max-Planck-Institut helfen.',
    ),
  ).toEqual([
    'Müller Maschinenbau GmbH (organization)',
    'Weber (person)',
    'Karl-Heinz Vogt (person)',
    'Universität Heidelberg (organization)',
    'Max-Planck-Institut (organization)',
  ])
})

it('finds names by the noun before them, by a capital adjective and by the city', () => {
  expect(named('Der Hersteller Grundfos warnt. Sie besuchten die Europäische Union und den Kölner Dom.')).toEqual([
    'Grundfos (name)',
    'Europäische Union (organization)',
    'Kölner Dom (name)',
  ])
})

it('cuts a compound behind the name that it begins with', () => {
  expect(named('Die Firma Siemens liefert. Die Siemens-Steuerung läuft.')).toEqual(['Siemens (name)', 'Siemens (name)'])
})

it('knows an institution with its field', () => {
  expect(named('Das Bundesministerium für Bildung und Forschung zahlt.')).toEqual([
    'Bundesministerium für Bildung und Forschung (organization)',
  ])
})

it('finds names of other languages by their capitals', () => {
  expect(named('La ciudad de Lima recibió a Gabriel García Márquez ayer.', 'es')).toEqual([
    'Lima (name)',
    'Gabriel García Márquez (person)',
  ])
})
