import { useCallback } from 'react'
import { useProblemText } from '../i18n/problem-text.ts'
import { useToast } from './toast.tsx'

/** Tells of something that failed beside the page: what happened and what to do. For `onError` of a command. */
export function useFailureToast(): (error: unknown) => void {
  const toast = useToast()
  const textOf = useProblemText()
  return useCallback(
    (error) => {
      const { title, advice } = textOf(error)
      toast({ kind: 'bad', text: `${title}. ${advice}` })
    },
    [toast, textOf],
  )
}
