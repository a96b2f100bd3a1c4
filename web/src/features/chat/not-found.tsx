import { MagnifyingGlassIcon, ReloadIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button, ButtonLink } from '../../components/button.tsx'
import { isSamePassage, type OpenPassage } from '../../components/open-passage.ts'
import { MarkedText } from '../../components/passage.tsx'
import { AnswerFacts } from './answer-facts.tsx'
import type { KeptAnswer } from './ask-history.ts'
import { PassageCard } from './passage-card.tsx'

interface NotFoundProps {
  readonly kept: KeptAnswer
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
  readonly onRetry: () => void
  readonly onWiden: () => void
}

/** The documents do not hold the answer: said plainly, with the passages that come nearest. */
export function NotFound({ kept, open, onOpen, onRetry, onWiden }: NotFoundProps): JSX.Element {
  const t = useTranslations('chat')
  const { response, scope } = kept
  const isNarrow = scope.collection !== null || scope.documentId !== null
  return (
    <article className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5 shadow-card">
      <h2 className="font-semibold text-soft">{response.question}</h2>
      <div>
        <p className="text-lg font-semibold">{t('notFound')}</p>
        <p className="text-soft">{t(isNarrow ? 'notFoundNarrow' : 'notFoundText')}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {isNarrow && (
          <Button variant="primary" onClick={onWiden}>
            {t('widen')}
          </Button>
        )}
        <ButtonLink to={`/search?q=${encodeURIComponent(response.question)}`} icon={<MagnifyingGlassIcon />}>
          {t('searchInstead')}
        </ButtonLink>
        <Button icon={<ReloadIcon />} onClick={onRetry}>
          {t('retry')}
        </Button>
      </div>
      {response.nearest.length > 0 && (
        <section>
          <h3 className="mb-2 text-sm font-semibold text-soft">{t('nearest')}</h3>
          <ol className="flex flex-col gap-2">
            {response.nearest.map((hit) => (
              <PassageCard key={hit.chunkId} passage={hit} isOpen={isSamePassage(open, hit)} onOpen={onOpen}>
                <MarkedText text={hit.text} start={hit.start} highlights={hit.highlights} />
              </PassageCard>
            ))}
          </ol>
        </section>
      )}
      <AnswerFacts kept={kept} />
    </article>
  )
}
