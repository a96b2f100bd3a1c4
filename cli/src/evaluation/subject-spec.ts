import type { Precision, RetrievalSubjectInput } from '@learnpath/contracts'
import { InvalidArgumentError } from 'commander'

const PRECISIONS: Readonly<Record<string, Precision>> = {
  fp32: 'none',
  none: 'none',
  fp16: 'fp16',
  int8: 'int8',
  int4: 'int4',
}
const SPEC =
  /^(?<mode>keyword|vector|hybrid)(?::(?<model>[^+~]+))?(?:~(?<base>[\d.]+)\/(?<agreeing>[\d.]+))?(?:\+(?<reranker>.+))?$/

export const SUBJECT_FORM = 'MODE[:MODEL[@PRECISION]][~BASE/AGREEING][+RERANKER[@PRECISION]]'

interface Form {
  readonly model: string
  readonly precision?: Precision
}

function formOf(text: string): Form {
  const [model = '', wanted] = text.split('@')
  if (wanted === undefined) return { model }
  const precision = PRECISIONS[wanted]
  if (precision === undefined) {
    throw new InvalidArgumentError(`Precisions are ${Object.keys(PRECISIONS).join(', ')}; not ${wanted}.`)
  }
  return { model, precision }
}

/** Such as "keyword", "hybrid:potion-base-2M@int8" or "hybrid:e5-base-v2@fp32~0.1/0.2+ms-marco-minilm-l6-v2". */
export function subjectOf(text: string): RetrievalSubjectInput {
  const { mode, model, base, agreeing, reranker } = SPEC.exec(text)?.groups ?? {}
  if (mode !== 'keyword' && mode !== 'vector' && mode !== 'hybrid') {
    throw new InvalidArgumentError(`It must be of the form ${SUBJECT_FORM}, with a mode keyword, vector or hybrid.`)
  }
  return {
    mode,
    ...(model === undefined ? {} : formOf(model)),
    ...(base === undefined ? {} : { fusion: { base: Number(base), whenAgreeing: Number(agreeing) } }),
    rerank: reranker === undefined ? null : formOf(reranker),
  }
}
