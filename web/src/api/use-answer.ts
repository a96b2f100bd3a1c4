import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { call, type Answer, type EndpointName, type RequestOf } from './request.ts'

interface AnswerOptions<Name extends EndpointName> {
  /** False: not asked yet, as while a query is empty. */
  readonly enabled?: boolean
  /** Show the answer to the question before until the new one is there: lists that are filtered or paged. */
  readonly keepBefore?: boolean
  /** Ask again after so many milliseconds, as long as something is in progress that has no event. */
  readonly refetchMs?: number | false | ((answer: Answer<Name> | undefined) => number | false)
  readonly staleMs?: number
}

/** The answer of an address, asked when needed, kept, and asked again when an event says that it changed. */
export function useAnswer<Name extends EndpointName>(
  name: Name,
  request: Omit<RequestOf<Name>, 'signal'> = {},
  options: AnswerOptions<Name> = {},
): UseQueryResult<Answer<Name>> {
  const { refetchMs } = options
  return useQuery({
    queryKey: [name, request],
    queryFn: async ({ signal }) => await call(name, { ...request, signal }),
    enabled: options.enabled ?? true,
    ...(options.keepBefore === true ? { placeholderData: keepPreviousData } : {}),
    ...(refetchMs === undefined
      ? {}
      : {
          refetchInterval: ({ state }: { readonly state: { readonly data: Answer<Name> | undefined } }) =>
            typeof refetchMs === 'function' ? refetchMs(state.data) : refetchMs,
        }),
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
  })
}

interface CommandOptions<Name extends EndpointName> {
  /** Addresses whose answers are other ones afterwards. */
  readonly changes?: readonly EndpointName[]
  readonly onSuccess?: (answer: Answer<Name>, request: RequestOf<Name>) => void
  /** Is told even when the component is gone by then. */
  readonly onError?: (error: Error) => void
}

/** Something to do on the server. Its failure is the caller's to tell: by `error` in its place, or by `onError` and `useFailureToast`. */
export function useCommand<Name extends EndpointName>(
  name: Name,
  { changes = [], onSuccess, onError }: CommandOptions<Name> = {},
): UseMutationResult<Answer<Name>, Error, RequestOf<Name>> {
  const client = useQueryClient()
  return useMutation({
    mutationKey: [name],
    mutationFn: async (request: RequestOf<Name>) => await call(name, request),
    onSuccess: (answer, request) => {
      forget(client, changes)
      onSuccess?.(answer, request)
    },
    ...(onError === undefined ? {} : { onError }),
  })
}

/** Answers of these addresses are asked for again where they are shown. */
export function forget(client: QueryClient, names: readonly EndpointName[]): void {
  for (const name of names) void client.invalidateQueries({ queryKey: [name] })
}
