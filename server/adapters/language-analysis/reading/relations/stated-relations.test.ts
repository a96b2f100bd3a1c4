import { expect, test } from 'vitest'
import { readChunk } from '../read-chunk.ts'

/** Relations of a text as "source KIND target", in the words of the text. */
function stated(text: string, language: 'en' | 'de' = 'en'): string[] {
  const { mentions, relations } = readChunk({ text, language })
  const words = (index: number): string => text.slice(mentions[index]?.start, mentions[index]?.end)
  return relations.map(({ kind, source, target }) => `${words(source)} ${kind} ${words(target)}`).toSorted()
}

test('a list of kinds gives each of them', () => {
  expect(stated('Steroid hormones such as estradiol, cortisol and testosterone cross the membrane.')).toEqual([
    'cortisol is-a Steroid hormones',
    'estradiol is-a Steroid hormones',
    'testosterone is-a Steroid hormones',
  ])
  expect(stated('Whales, dolphins and other mammals breathe air.')).toEqual([
    'Whales is-a mammals',
    'dolphins is-a mammals',
  ])
})

test('what contains something is the whole, what it contains the part', () => {
  expect(stated('The nucleus contains chromosomes.')).toEqual(['chromosomes part-of nucleus'])
  expect(stated('Proteins are composed of amino acids.')).toEqual(['amino acids part-of Proteins'])
  expect(stated('The nucleus is part of the cell.')).toEqual(['nucleus part-of cell'])
})

test('active and passive say the same', () => {
  expect(stated('Bacteria cause tuberculosis in humans.')).toEqual(['Bacteria causes tuberculosis'])
  expect(stated('Tuberculosis is caused by bacteria.')).toEqual(['bacteria causes Tuberculosis'])
  expect(stated('Photosynthesis requires sunlight.')).toEqual(['Photosynthesis depends-on sunlight'])
  expect(stated('Sunlight is required for photosynthesis.')).toEqual(['photosynthesis depends-on Sunlight'])
})

test('what a relative clause says of a kind is said of what is of the kind', () => {
  expect(stated('Cholera is a disease that is caused by bacteria.')).toEqual([
    'Cholera is-a disease',
    'bacteria causes Cholera',
  ])
})

test.each([
  'The nucleus does not contain ribosomes.',
  'Viruses are not organisms.',
  'The nucleus never contains ribosomes.',
])('what is denied is not stated: %s', (text) => {
  expect(stated(text)).toEqual([])
})

test.each([
  'Do mitochondria contain ribosomes?',
  'If bacteria cause tuberculosis, the patient is isolated.',
  'Such a treatment should cause inflammation.',
  'Suppose that viruses are organisms.',
  'It contains ribosomes.',
  'This process requires energy.',
  'The post is still a draft.',
  'let cell = Cell::new(); // the cell contains a value',
])('questions, conditions, pronouns, passing states and code state nothing: %s', (text) => {
  expect(stated(text)).toEqual([])
})

test('what only may be is less sure', () => {
  const strength = (text: string): number => readChunk({ text, language: 'en' }).relations[0]?.strength ?? 0
  expect(strength('Smoking may cause cancer.')).toBeLessThan(strength('Smoking causes cancer.'))
  expect(strength('Smoking may cause cancer.')).toBeGreaterThan(0)
})

test('a list in a relative clause is not given to the noun that only stands near', () => {
  expect(stated('Organisms that live in cold climates, such as polar bears, have thick fur.')).toEqual([])
})

test('German: kinds, parts, causes and needs, also with the verb in two pieces and at the end', () => {
  expect(stated('JavaScript ist eine Programmiersprache.', 'de')).toEqual(['JavaScript is-a Programmiersprache'])
  expect(stated('Ein Atom besteht aus Protonen, Neutronen und Elektronen.', 'de')).toEqual([
    'Elektronen part-of Atom',
    'Neutronen part-of Atom',
    'Protonen part-of Atom',
  ])
  expect(stated('Das Virus löst eine Entzündung aus.', 'de')).toEqual(['Virus causes Entzündung'])
  expect(stated('Die Entzündung wird durch ein Virus verursacht.', 'de')).toEqual(['Virus causes Entzündung'])
  expect(stated('Die Geschwindigkeit hängt von der Temperatur ab.', 'de')).toEqual([
    'Geschwindigkeit depends-on Temperatur',
  ])
  expect(stated('Unter Osmose versteht man die Diffusion durch eine Membran.', 'de')).toEqual([
    'Osmose defined-as Diffusion',
  ])
  expect(stated('Zu den Edelgasen gehören Helium und Neon.', 'de')).toEqual([
    'Helium is-a Edelgasen',
    'Neon is-a Edelgasen',
  ])
})

test('German: an object before the verb is no subject, and a comparison no list of kinds', () => {
  expect(stated('Den Fehler verursacht der Compiler.', 'de')).toEqual([])
  expect(stated('Die Zelle enthält keinen Zellkern.', 'de')).toEqual([])
  expect(stated('Tablets nutzen dieselben Technologien wie Computer.', 'de')).not.toContain(
    'Computer is-a Technologien',
  )
  expect(stated('Sie verwenden Browser wie Firefox oder Chrome.', 'de')).toEqual([
    'Chrome is-a Browser',
    'Firefox is-a Browser',
  ])
})

test('other languages give no relations', () => {
  expect(
    readChunk({ text: 'La cellule contient un noyau. Le noyau est un organite.', language: 'fr' }).relations,
  ).toEqual([])
})
