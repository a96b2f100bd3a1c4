import type { LanguageModelList } from '@learnpath/contracts'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { chosenOf, nameOf } from './language-model-names.ts'

interface ChooseChain {
  /** Null: what the settings say. Told, with the way back. */
  readonly choose: (chain: readonly string[] | null) => void
  readonly isChoosing: boolean
}

/** Choosing who answers. */
export function useChooseChain(list: LanguageModelList): ChooseChain {
  const t = useTranslations('models')
  const tApp = useTranslations('app')
  const toast = useToast()
  const onError = useFailureToast()
  const { mutate, isPending } = useCommand('chooseLanguageModels', { changes: ['listLanguageModels', 'status'] })
  const before = list.chosenBy === 'person' ? [...chosenOf(list.chain)] : null
  const tell = (answer: LanguageModelList): void => {
    const [first] = chosenOf(answer.chain)
    const text = first === undefined ? t('language.quotesNow') : t('language.answersNow', { model: nameOf(first) })
    toast({ kind: 'good', text, action: { label: tApp('undo'), run: back } })
  }
  const back = (): void => mutate({ body: { chain: before } }, { onError })
  return {
    isChoosing: isPending,
    choose: (chain) => mutate({ body: { chain: chain === null ? null : [...chain] } }, { onError, onSuccess: tell }),
  }
}
