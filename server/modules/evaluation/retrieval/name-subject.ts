import { LearnPathError, type Precision, type RetrievalSubject } from '@learnpath/contracts'

/** A subject with everything said that decides its figures. */
export interface NamedSubject extends RetrievalSubject {
  readonly name: string
}

const AS_DELIVERED: Precision = 'none'

const formOf = (model: string, precision: Precision): string =>
  precision === AS_DELIVERED ? `${model} fp32` : `${model} ${precision}`

function nameOf({ mode, model, precision = AS_DELIVERED, rerank, fusion }: RetrievalSubject): string {
  const parts: string[] = [mode]
  if (model !== undefined) parts.push(formOf(model, precision))
  if (fusion !== undefined) parts.push(`weights ${fusion.base}/${fusion.whenAgreeing}`)
  if (rerank !== null) parts.push(`reranked by ${formOf(rerank.model, rerank.precision ?? AS_DELIVERED)}`)
  return parts.join(', ')
}

const wrong = (detail: string): LearnPathError => new LearnPathError('LP_REQUEST_INVALID', { detail })

function requireSense({ mode, model, fusion }: RetrievalSubject): void {
  if (mode === 'keyword' && model !== undefined) throw wrong('keywords need no model')
  if (mode !== 'keyword' && model === undefined) throw wrong(`${mode} needs a model`)
  if (mode !== 'hybrid' && fusion !== undefined) throw wrong('only hybrid puts two rankings together by weights')
}

/** Precisions and names filled in; every subject differs from every other. @throws LP_REQUEST_INVALID */
export function nameSubjects(subjects: readonly RetrievalSubject[], defaultPrecision: Precision): NamedSubject[] {
  const named = subjects.map((subject): NamedSubject => {
    requireSense(subject)
    const { rerank } = subject
    const whole: RetrievalSubject = {
      ...subject,
      ...(subject.model !== undefined && { precision: subject.precision ?? defaultPrecision }),
      rerank: rerank === null ? null : { ...rerank, precision: rerank.precision ?? defaultPrecision },
    }
    return { ...whole, name: subject.name ?? nameOf(whole) }
  })
  const names = new Set(named.map(({ name }) => name))
  if (names.size < named.length) {
    throw wrong('two of the subjects are the same, or have the same name')
  }
  return named
}
