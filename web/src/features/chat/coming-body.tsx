import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import type { OpenPassage } from '../../components/open-passage.ts'
import { Skeleton } from '../../components/states.tsx'
import { EXTRACTIVE } from './answer-engine.ts'
import { ComingText } from './answer-text.tsx'
import type { ComingAnswer } from './coming-answer-state.ts'
import { FallbackNotes } from './fallback-notes.tsx'
import { SourceList } from './source-list.tsx'
import { Thoughts } from './thoughts.tsx'

interface ComingBodyProps {
  readonly coming: ComingAnswer
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
}

/** An answer on its way, stopped, or broken off: what has come of it stays to be read. */
export function ComingBody({ coming, open, onOpen }: ComingBodyProps): JSX.Element {
  const t = useTranslations('chat')
  const { state, text, thoughts, sources, engine, fallbacks } = coming
  const isAsking = state === 'asking'
  return (
    <>
      <FallbackNotes fallbacks={fallbacks} next={engine} />
      <Thoughts text={thoughts} isThinking={isAsking && text === ''} />
      {text !== '' && <ComingText text={text} citations={sources} open={open} onOpen={onOpen} />}
      {isAsking && text === '' && <Skeleton lines={3} />}
      {isAsking && engine !== null && engine !== EXTRACTIVE && (
        <p className="text-sm text-soft">
          {t(text === '' ? 'reads' : 'writes', { name: engine, count: sources.length })}
        </p>
      )}
      {engine !== null && engine !== EXTRACTIVE && <Reading coming={coming} open={open} onOpen={onOpen} />}
    </>
  )
}

/** What the model reads: the sources that its text has named so far, and the others behind a click. */
function Reading({ coming: { text, sources }, open, onOpen }: ComingBodyProps): JSX.Element {
  const t = useTranslations('chat')
  const named = sources.filter(({ n }) => text.includes(`[${n}]`))
  const others = sources.filter(({ n }) => !text.includes(`[${n}]`))
  return (
    <>
      {named.length > 0 && <SourceList citations={named} open={open} onOpen={onOpen} />}
      {others.length > 0 && (
        <details>
          <summary className="cursor-pointer text-sm text-accent">{t('alsoRead', { count: others.length })}</summary>
          <div className="mt-2">
            <SourceList citations={others} open={open} onOpen={onOpen} />
          </div>
        </details>
      )}
    </>
  )
}
