import { Cross2Icon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { ChoiceMenu, type Choosable } from './choice-menu.tsx'
import { RankingMenu } from './ranking-menu.tsx'
import { FORMATS, hasFilters, PERIOD_NAMES, withoutFilters, type Period, type SearchChoice } from './search-address.ts'

interface FilterBarProps {
  readonly choice: SearchChoice
  readonly onChange: (next: Partial<SearchChoice>) => void
}

const ANY = ''

/** Chips that narrow the search. One that could not tell anything apart is not there. */
export function FilterBar({ choice, onChange }: FilterBarProps): JSX.Element {
  const t = useTranslations('retrieval')
  const facts = useFacts()
  const many = [
    { name: 'collections', chosen: choice.collections, choices: facts.collections },
    { name: 'formats', chosen: choice.formats, choices: facts.formats },
    { name: 'languages', chosen: choice.languages, choices: facts.languages },
    { name: 'tags', chosen: choice.tags, choices: facts.tags },
  ] as const
  const periods = [ANY, ...PERIOD_NAMES].map((value) => ({
    value,
    name: t(`changed.${value === ANY ? 'any' : (value as Period)}`),
  }))
  return (
    <div role="group" aria-label={t('filters')} className="flex flex-wrap items-center gap-2">
      {many
        .filter(({ name, chosen, choices }) => chosen.length > 0 || choices.length > (name === 'tags' ? 0 : 1))
        .map(({ name, chosen, choices }) => (
          <ChoiceMenu
            key={name}
            many
            title={t(`filter.${name}`)}
            chosen={chosen}
            choices={withChosen(choices, chosen)}
            onChange={(values) => onChange({ [name]: values })}
          />
        ))}
      <ChoiceMenu
        many={false}
        title={t('filter.changed')}
        choices={periods}
        chosen={choice.changed === null ? [] : [choice.changed]}
        onChange={([value]) => onChange({ changed: PERIOD_NAMES.find((period) => period === value) ?? null })}
      />
      <RankingMenu choice={choice} onChange={onChange} />
      {hasFilters(choice) && (
        <Button variant="quiet" size="small" icon={<Cross2Icon />} onClick={() => onChange(withoutFilters(choice))}>
          {t('clearFilters')}
        </Button>
      )}
    </div>
  )
}

/** What an old address chose stays to be seen, and to be taken away, when the library has it no more. */
const withChosen = (choices: readonly Choosable[], chosen: readonly string[]): Choosable[] => [
  ...choices,
  ...chosen.filter((value) => !choices.some((one) => one.value === value)).map((value) => ({ value, name: value })),
]

/** What the library can be told apart by. */
function useFacts(): Record<'collections' | 'formats' | 'languages' | 'tags', readonly Choosable[]> {
  const t = useTranslations('retrieval')
  const names = new Intl.DisplayNames(useLocale(), { type: 'language' })
  const collections = useAnswer('listCollections').data?.collections ?? []
  const languages = useAnswer('status').data?.languages ?? {}
  const facets = useAnswer('documentFacets').data
  return {
    collections: collections.map(({ name, documentCount }) => ({ value: name, name, count: documentCount })),
    formats: FORMATS.flatMap((value) => {
      const count = facets?.formats[value]
      return count === undefined ? [] : [{ value, name: t(`format.${value}`), count }]
    }),
    languages: Object.entries(languages).map(([value, count]) => ({
      value,
      name: value === 'und' ? t('languageUnknown') : (names.of(value) ?? value),
      count,
    })),
    tags: (facets?.tags ?? []).map(({ tag, documentCount }) => ({ value: tag, name: tag, count: documentCount })),
  }
}
