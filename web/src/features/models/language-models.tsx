import type { JSX } from 'react'
import { useAnswer } from '../../api/use-answer.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { LanguageChain } from './language-chain.tsx'
import { LanguageModelList } from './language-model-list.tsx'
import { LanguageSources } from './language-sources.tsx'

/** What leaves memory by itself has no event. */
const LOOK_AGAIN_MS = 10_000

/** Language models: who answers questions, which there are, and what they come from. */
export function LanguageModels(): JSX.Element {
  const { data, error, refetch, isFetching } = useAnswer('listLanguageModels', {}, { refetchMs: LOOK_AGAIN_MS })
  if (data === undefined) {
    return error === null ? <Skeleton lines={6} /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  return (
    <div className="flex flex-col gap-4">
      <LanguageChain list={data} />
      <LanguageModelList list={data} />
      <LanguageSources list={data} isAsking={isFetching} onAskAgain={() => void refetch()} />
    </div>
  )
}
