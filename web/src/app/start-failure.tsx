import { useCallback, useEffect, useState, type JSX } from 'react'
import { call } from '../api/request.ts'
import { ErrorState } from '../components/states.tsx'

const AGAIN_MS = 3000

/** In the place of the app while it cannot be learned who uses it: the server is away, or fails. Goes by itself when that is over. */
export function StartFailure({ error: first }: { readonly error: unknown }): JSX.Element {
  const [error, setError] = useState(first)
  const again = useCallback(() => void call('session').then(() => window.location.reload(), setError), [])
  useEffect(() => {
    const timer = window.setInterval(again, AGAIN_MS)
    return () => window.clearInterval(timer)
  }, [again])
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4">
      <h1 className="text-lg font-bold">LearnPath</h1>
      <ErrorState error={error} onRetry={again} />
    </main>
  )
}
