import { groupBy } from '../../../kernel/group-by.ts'
import type { Findings } from './link.ts'
import { sharesDocument, standsWith, STRENGTH } from './link.ts'
import type { NameFeatures } from './name-features.ts'
import { comparePersonNames, type PersonName } from './person-name.ts'

interface Person {
  readonly name: NameFeatures
  readonly parts: PersonName
}

/** A surname that more names have than this says nothing. */
const LARGEST_FAMILY = 300
const MOST_DOUBTS = 3

/**
 * "J. Doe", "John Doe" and "John A. Doe", if no other Doe fits as well; and a name alone ("Doe", "John"), where every document that has
 * it has the whole name, and no other that fits.
 */
export function personLinks(names: readonly NameFeatures[]): Findings {
  const findings: Findings = { links: [], doubts: [] }
  const people = names.flatMap((name) => (name.person === null ? [] : [{ name, parts: name.person }]))
  const whole = people.filter(
    ({ name, parts }) => parts.given.length > 0 && (name.form.type === 'person' || hasInitial(parts)),
  )
  const families = groupBy(whole, ({ parts }) => parts.surname)
  for (const family of families.values()) {
    if (family.length > 1 && family.length <= LARGEST_FAMILY) addWhole(family, findings)
  }
  const byLastWord = groupBy(whole, ({ parts }) => parts.surname.slice(parts.surname.lastIndexOf(' ') + 1))
  const byGiven = groupBy(whole, ({ parts }) => parts.given[0] ?? '')
  for (const single of people) {
    if (single.parts.given.length > 0 || single.name.acronym !== null) continue
    const { surname } = single.parts
    const named = [...(families.get(surname) ?? []), ...(surname.includes(' ') ? [] : (byLastWord.get(surname) ?? []))]
    addSingle(
      single,
      named.length > 0 ? [...new Set(named)] : surname.length > 1 ? (byGiven.get(surname) ?? []) : [],
      findings,
    )
  }
  return findings
}

const areRelatives = (one: Person, other: Person): boolean =>
  comparePersonNames(one.parts, other.parts) === 'differs' && sharesDocument(one.name, other.name)

const hasInitial = ({ given }: PersonName): boolean => given[0]?.length === 1

const fit = (one: Person, other: Person): boolean => comparePersonNames(one.parts, other.parts) === 'fits'

/** Whether all could be one person. */
const areOne = (people: readonly Person[]): boolean =>
  people.every((one, at) => people.slice(at + 1).every((other) => fit(one, other)))

/** An initial alone tells little: then a document must have both names. */
const isSure = (one: Person, other: Person): boolean =>
  (!hasInitial(one.parts) && !hasInitial(other.parts)) || sharesDocument(one.name, other.name)

function addWhole(family: readonly Person[], { links, doubts }: Findings): void {
  for (const person of family) {
    const fitting = family.filter((other) => other !== person && fit(person, other))
    const near = areOne(fitting) ? fitting : fitting.filter((other) => sharesDocument(person.name, other.name))
    // Where a family is named, "Luis Roche" and "Luis Armando Roche" may be father and son.
    const relatives = family.some((other) => areRelatives(person, other))
    const sure = areOne(near) && !relatives
    for (const [place, other] of near.entries()) {
      if (sure && isSure(person, other)) {
        links.push({
          one: person.name,
          other: other.name,
          reason: 'spelling',
          strength: STRENGTH.person,
          similarity: null,
        })
      } else if (place < MOST_DOUBTS) {
        const reasons = [
          'The same surname, and given names that go together.',
          ...(sure ? [] : ['Another person fits as well, or has the same surname.']),
        ]
        doubts.push({ one: person.name, other: other.name, similarity: null, score: 0.5, reasons })
      }
    }
  }
}

function addSingle(single: Person, candidates: readonly Person[], { links, doubts }: Findings): void {
  if (candidates.length > LARGEST_FAMILY) return
  const near = candidates.filter(({ name }) => sharesDocument(single.name, name))
  const [best] = near.toSorted((one, other) => other.name.form.mentions - one.name.form.mentions)
  if (best === undefined) return
  if (
    areOne(near) &&
    standsWith(
      single.name,
      near.map(({ name }) => name),
    )
  ) {
    links.push({ one: single.name, other: best.name, reason: 'spelling', strength: STRENGTH.person, similarity: null })
    return
  }
  for (const { name } of near.slice(0, MOST_DOUBTS)) {
    doubts.push({
      one: single.name,
      other: name,
      similarity: null,
      score: 0.5 / near.length,
      reasons: ['It is a part of the person’s name.', ...(near.length > 1 ? ['Other persons have it too.'] : [])],
    })
  }
}
