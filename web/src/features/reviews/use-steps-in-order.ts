import { useRef } from 'react'
import { useFailureToast } from '../../components/use-failure-toast.ts'

/** Does one thing after another, whatever comes of those before. Failures are told. */
export function useStepsInOrder(): (step: () => Promise<void>) => void {
  const tellFailure = useFailureToast()
  const last = useRef(Promise.resolve())
  return (step) => {
    const run = async (): Promise<void> => {
      try {
        await step()
      } catch (failure) {
        tellFailure(failure)
      }
    }
    last.current = last.current.then(run)
  }
}
