import { useEffect, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../components/button.tsx'

/** Study reading is slower than reading an easy text silently: 200 words a minute where that is 238 (Brysbaert 2019). */
const STUDY_SHARE = 200 / 238
/** Nobody reads the text so fast: the button was pressed by mistake. */
const LEAST_MS = 5000

/** A text to read, and how long it took. */
export function SpeedTest({ onResult }: { readonly onResult: (wordsPerMinute: number) => void }): JSX.Element {
  const t = useTranslations('plans')
  const startedAt = useRef(0)
  const [state, setState] = useState<'before' | 'reading' | 'too-fast'>('before')
  const text = t('speedText')
  const done = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The button that was pressed is gone; the next key press is for the one in its place.
    if (state === 'reading') done.current?.focus()
  }, [state])
  const begin = (): void => {
    startedAt.current = performance.now()
    setState('reading')
  }
  const end = (): void => {
    const tookMs = performance.now() - startedAt.current
    if (tookMs < LEAST_MS) setState('too-fast')
    else onResult(Math.round((text.split(/\s+/).length / (tookMs / 60_000)) * STUDY_SHARE))
  }
  return (
    <div className="flex flex-col items-start gap-3 rounded-md border border-line bg-surface p-4">
      {state === 'reading' ? (
        <>
          <p className="max-w-prose font-reading">{text}</p>
          <Button variant="primary" ref={done} onClick={end}>
            {t('speedDone')}
          </Button>
        </>
      ) : (
        <>
          <p role="status">{t(state === 'too-fast' ? 'speedTooFast' : 'speedIntro')}</p>
          <Button onClick={begin}>{t('speedStart')}</Button>
        </>
      )}
    </div>
  )
}
