import * as RadixTabs from '@radix-ui/react-tabs'
import type { JSX, ReactNode } from 'react'

interface TabsProps<Name extends string> {
  readonly label: string
  readonly value: Name
  readonly onChange: (value: Name) => void
  readonly tabs: readonly { readonly name: Name; readonly title: ReactNode; readonly content: ReactNode }[]
}

export function Tabs<Name extends string>({ label, value, onChange, tabs }: TabsProps<Name>): JSX.Element {
  return (
    <RadixTabs.Root value={value} onValueChange={(next) => onChange(next as Name)} className="flex flex-col gap-4">
      <RadixTabs.List aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map(({ name, title }) => (
          <RadixTabs.Trigger
            key={name}
            value={name}
            className="-mb-px min-h-10 border-b-2 border-transparent px-3 whitespace-nowrap text-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {title}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {tabs.map(({ name, content }) => (
        <RadixTabs.Content key={name} value={name}>
          {content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  )
}
