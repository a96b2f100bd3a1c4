import type { FittedSource } from '../../../server/modules/chat/fit-sources.ts'
import { sentencesOf, type ConstructedAnswer } from './constructed-answers.ts'
import type { ConstructedSet } from './constructed-set.ts'
import { denied, withOtherName, withOtherNumber } from './false-statements.ts'

export type StatementLabel =
  | 'said in other words'
  | 'with another number'
  | 'denied'
  | 'with another name'
  | 'with a half of another document'
  | 'of another document'

export interface LabelledStatement {
  readonly label: StatementLabel
  readonly text: string
  /** The number of the source that the true statement is of. */
  readonly right: number
  readonly sources: readonly FittedSource[]
  readonly language: string
}

/** True statements of a set's answers and false ones made of them. */
export function labelledStatements({ right, wrong }: ConstructedSet): LabelledStatement[] {
  const answers = [...right, ...wrong]
  return answers.flatMap((answer, index) => statementsOf(answer, answers[(index + 7) % answers.length] ?? answer))
}

function statementsOf({ claims, sources, language }: ConstructedAnswer, other: ConstructedAnswer): LabelledStatement[] {
  const documents = new Set(sources.map(({ hit }) => hit.title))
  const foreign = other.sources.find(({ hit }) => !documents.has(hit.title))
  const foreignSentence = sentencesOf(foreign?.text ?? '', language)[0]?.replace(/[.!"”]+$/u, '')
  return claims.flatMap((claim): LabelledStatement[] => {
    const made: (readonly [StatementLabel, string | null | undefined])[] = [
      ['said in other words', claim.text],
      ['with another number', withOtherNumber(claim.text)],
      ['denied', denied(claim.text, language)],
      ['with another name', language === 'en' ? withOtherName(claim.text, foreign?.text ?? '') : null],
      ['of another document', foreignSentence],
      [
        'with a half of another document',
        foreignSentence === undefined ? null : `${claim.text}, ${language === 'de' ? 'und' : 'and'} ${foreignSentence}`,
      ],
    ]
    const right = claim.right[0] ?? 1
    return made.flatMap(([label, text]) =>
      text === null || text === undefined ? [] : [{ label, text, right, sources, language }],
    )
  })
}
