import type { LanguageModelList, LanguageModelSource } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'

interface LanguageSourcesProps {
  readonly list: LanguageModelList
  readonly isAsking: boolean
  readonly onAskAgain: () => void
}

/** What language models come from, what is wrong with it, and how more is connected. */
export function LanguageSources({ list, isAsking, onAskAgain }: LanguageSourcesProps): JSX.Element {
  const t = useTranslations('models')
  return (
    <Card
      title={t('language.connected')}
      actions={
        <Button size="small" busy={isAsking} onClick={onAskAgain}>
          {t('language.askAgain')}
        </Button>
      }
    >
      <ul className="flex flex-col gap-3">
        {list.sources.map((source) => (
          <li key={source.engine}>
            <Source source={source} count={list.models.filter(({ engine }) => engine === source.engine).length} />
          </li>
        ))}
      </ul>
      <details className="mt-4 rounded-md border border-line px-3 py-2 text-sm">
        <summary className="min-h-6 font-medium">{t('language.connect')}</summary>
        <ul className="mt-2 flex list-disc flex-col gap-2 pl-5">
          {(['ollama', 'openai', 'gguf'] as const).map((engine) => (
            <li key={engine}>
              {t(`language.connectTo.${engine}`)}
              <code className="mt-1 block rounded-sm bg-sunken px-2 py-1 font-mono text-xs break-all">
                {HOW_TO_CONNECT[engine]}
              </code>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  )
}

const HOW_TO_CONNECT = {
  ollama: 'LEARNPATH_OLLAMA_URL=http://127.0.0.1:11434',
  openai: 'LEARNPATH_OPENAI_URL=https://api.openai.com/v1 LEARNPATH_OPENAI_KEY=…',
  gguf: 'npx learnpath language-models install-engine',
} as const

function Source({ source, count }: { readonly source: LanguageModelSource; readonly count: number }): JSX.Element {
  const t = useTranslations('models')
  const errors = useTranslations('errors')
  const { failure } = source
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{t(`language.engine.${source.engine}`)}</span>
        {failure === null ? (
          <Badge kind={count === 0 ? 'plain' : 'good'}>{t('language.count', { count })}</Badge>
        ) : (
          <Badge kind="bad">{t('language.notReached')}</Badge>
        )}
      </div>
      <p className="text-sm wrap-anywhere text-soft">{source.place}</p>
      {failure !== null && (
        <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm">
          <p className="font-medium text-bad">{errors(`${failure.code}.title`)}</p>
          <p>{errors(`${failure.code}.advice`)}</p>
        </div>
      )}
    </div>
  )
}
