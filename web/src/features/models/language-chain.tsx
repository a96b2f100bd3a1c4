import type { LanguageModelList } from '@learnpath/contracts'
import { ArrowDownIcon, ArrowUpIcon, Cross2Icon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { chosenOf, nameOf } from './language-model-names.ts'
import { useChooseChain } from './use-choose-chain.ts'

/** Who answers, in the order in which they are tried. The last are always the documents' own sentences. */
export function LanguageChain({ list }: { readonly list: LanguageModelList }): JSX.Element {
  const t = useTranslations('models')
  const { choose, isChoosing } = useChooseChain(list)
  const chosen = chosenOf(list.chain)
  const known = new Set(list.models.map(({ id }) => id))
  const move = (index: number, by: -1 | 1): void => {
    const other = chosen[index + by]
    const own = chosen[index]
    if (own === undefined || other === undefined) return
    choose(chosen.map((id, place) => (place === index ? other : place === index + by ? own : id)))
  }
  return (
    <Card title={t('language.whoAnswers')}>
      <div className="flex flex-col gap-3">
        <p role="status">{t(chosen.length === 0 ? 'language.extractive' : 'language.chosen')}</p>
        <ol className="flex flex-col divide-y divide-line rounded-md border border-line">
          {chosen.map((id, index) => (
            <li key={id} className="flex min-w-0 items-center gap-2 py-1 pr-1 pl-3">
              <Place number={index + 1} />
              <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
                <span className="min-w-0 font-medium wrap-anywhere">{nameOf(id)}</span>
                {!known.has(id) && <Badge kind="warn">{t('language.notThere')}</Badge>}
              </span>
              <IconButton
                label={t('language.up', { model: nameOf(id) })}
                icon={<ArrowUpIcon aria-hidden />}
                disabled={index === 0 || isChoosing}
                onClick={() => move(index, -1)}
              />
              <IconButton
                label={t('language.down', { model: nameOf(id) })}
                icon={<ArrowDownIcon aria-hidden />}
                disabled={index === chosen.length - 1 || isChoosing}
                onClick={() => move(index, 1)}
              />
              <IconButton
                label={t('language.remove', { model: nameOf(id) })}
                icon={<Cross2Icon aria-hidden />}
                disabled={isChoosing}
                onClick={() => choose(chosen.filter((other) => other !== id))}
              />
            </li>
          ))}
          <li className="flex min-h-11 min-w-0 items-center gap-2 px-3 py-1">
            <Place number={chosen.length + 1} />
            <span className="min-w-0 flex-1">{t('language.quotes')}</span>
          </li>
        </ol>
        <div className="flex flex-wrap items-center gap-2">
          {list.chosenBy === 'settings' && <Badge>{t('language.bySettings')}</Badge>}
          {list.chosenBy === 'person' && (
            <Button size="small" busy={isChoosing} onClick={() => choose(null)}>
              {t('language.asSettings')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  )
}

const Place = ({ number }: { readonly number: number }): JSX.Element => (
  <span aria-hidden className="w-5 shrink-0 text-sm text-soft tabular-nums">
    {number}.
  </span>
)
