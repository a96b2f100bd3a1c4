import { useIsMutating, useMutation } from '@tanstack/react-query'
import { call } from '../../api/request.ts'
import { forget } from '../../api/use-answer.ts'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { keepBenchResult } from './bench-results.ts'

const KEY = ['measure-models']

/** Measures the forms of installed models, one model after the other: side by side they would slow each other down. */
export function useMeasure(): { readonly measure: (models: readonly string[]) => void; readonly isMeasuring: boolean } {
  const tellFailure = useFailureToast()
  const isMeasuring = useIsMutating({ mutationKey: KEY }) > 0
  const { mutate } = useMutation({
    mutationKey: KEY,
    mutationFn: async (models: readonly string[]) => {
      for (const model of models) {
        const { machine, runs } = await call('benchModel', { params: { id: model } })
        keepBenchResult({ model, machine, measuredAt: new Date().toISOString(), runs })
      }
    },
    onSuccess: (_, _models, _result, { client }) => forget(client, ['status', 'listModels']),
    onError: tellFailure,
  })
  return { measure: mutate, isMeasuring }
}
