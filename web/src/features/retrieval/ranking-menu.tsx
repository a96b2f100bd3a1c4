import * as DropdownMenu from '@radix-ui/react-dropdown-menu'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ChoiceMenu } from './choice-menu.tsx'
import { MODES, RERANK_BUDGETS_MS, type SearchChoice } from './search-address.ts'

interface RankingMenuProps {
  readonly choice: SearchChoice
  readonly onChange: (next: Partial<SearchChoice>) => void
}

const OFF = ''

/** By words or by meaning, and whether the best are read once more: choices that only models give. */
export function RankingMenu({ choice, onChange }: RankingMenuProps): JSX.Element | null {
  const t = useTranslations('retrieval')
  const { data } = useAnswer('status')
  const hasEmbedder = data?.generations.some(({ state }) => state === 'serving') === true
  const reranker = data?.inference.reranker ?? null
  const showsMode = hasEmbedder || choice.mode !== 'auto'
  const showsRerank = reranker !== null || choice.rerankMs !== null
  if (!showsMode && !showsRerank) return null
  return (
    <>
      {showsMode && (
        <ChoiceMenu
          many={false}
          title={t('mode.title')}
          label={t('mode.label', { mode: t(`mode.${choice.mode}`) })}
          choices={MODES.map((value) => ({ value, name: t(`mode.${value}`) }))}
          chosen={[choice.mode]}
          isActive={choice.mode !== 'auto'}
          onChange={([value]) => onChange({ mode: MODES.find((mode) => mode === value) ?? 'auto' })}
        />
      )}
      {showsRerank && (
        <ChoiceMenu
          many={false}
          title={t('rerank.title')}
          label={choice.rerankMs === null ? t('rerank.title') : t('rerank.within', { ms: choice.rerankMs })}
          choices={[
            { value: OFF, name: t('rerank.off') },
            ...RERANK_BUDGETS_MS.map((ms) => ({ value: String(ms), name: t('rerank.within', { ms }) })),
          ]}
          chosen={choice.rerankMs === null ? [] : [String(choice.rerankMs)]}
          onChange={([value]) => onChange({ rerankMs: value === OFF ? null : Number(value) })}
          footer={
            <DropdownMenu.Label className="max-w-64 px-2.5 py-1.5 text-xs text-soft">
              {t('rerank.explained')}
            </DropdownMenu.Label>
          }
        />
      )}
    </>
  )
}
