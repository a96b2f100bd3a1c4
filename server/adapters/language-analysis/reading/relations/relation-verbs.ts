import type { StatedRelation } from '../../../../ports/chunk-reader.ts'

/** What a verb between two noun phrases says of them. */
export interface RelationVerb {
  readonly name: string
  readonly kind: StatedRelation['kind']
  /** The subject is the target: "X contains Y" says that Y is a part of X. */
  readonly reversed: boolean
  readonly forms: ReadonlySet<string>
  readonly voice: 'active' | 'passive'
  /** Words that must follow, in order, e.g. "of"; '' for none. */
  readonly follows: string
  /** One of the words, with "|" between, that must stand after the object: "löst … aus"; '' for none. */
  readonly closes: string
  readonly strength: number
}

type Shape = readonly [
  name: string,
  kind: StatedRelation['kind'],
  reversed: boolean,
  forms: string,
  voice: RelationVerb['voice'],
  follows: string,
  strength: number,
  closes?: string,
]

/** Words between "|" in `follows` are alternatives, each a verb of its own. */
export const relationVerbs = (shapes: readonly Shape[]): RelationVerb[] =>
  shapes.flatMap(([name, kind, reversed, forms, voice, follows, strength, closes = '']) =>
    follows.split('|').map((each) => ({
      name,
      kind,
      reversed,
      forms: new Set(forms.split(' ')),
      voice,
      follows: each,
      closes,
      strength,
    })),
  )
