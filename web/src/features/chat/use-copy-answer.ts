import type { AskResponse } from '@learnpath/contracts'
import { useTranslations } from 'use-intl'
import { useRouter } from 'wouter'
import { readerAddress } from '../../components/passage.tsx'
import { useToast } from '../../components/toast.tsx'
import { answerMarkdown } from './answer-markdown.ts'

/** Puts an answer with its sources into the clipboard. */
export function useCopyAnswer(): (response: AskResponse) => Promise<void> {
  const t = useTranslations('chat')
  const app = useTranslations('app')
  const toast = useToast()
  const { base } = useRouter()
  return async (response) => {
    const text = answerMarkdown(response, {
      sources: t('sources'),
      page: (page) => app('page', { page }),
      addressOf: (citation) => `${window.location.origin}${base}${readerAddress(citation)}`,
    })
    try {
      await navigator.clipboard.writeText(text)
      toast({ text: t('copied'), kind: 'good' })
    } catch (error) {
      // A browser gives the clipboard to safe addresses alone, and when it is allowed.
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error
      toast({ text: t('copyFailed'), kind: 'bad' })
    }
  }
}
