import { describe, expect, it } from 'vitest'
import { referenceResolver } from './document-references.ts'

const documents = [
  { documentId: 'floats', path: 'core__css_layout__Floats.md', title: 'Floats' },
  { documentId: 'css-intro', path: 'css/introduction.md', title: 'Introduction' },
  { documentId: 'js-intro', path: 'js/introduction.md', title: 'Introduction' },
  { documentId: 'chapter', path: 'book/ch01-01-hello world.html', title: 'Hello, World!' },
  { documentId: 'loops', path: 'loops/index.md', title: 'Loops' },
  { documentId: 'module', path: 'm44386.md', title: 'The Study of Life' },
]
const resolve = referenceResolver(documents)
const from = { documentId: 'js-intro', path: 'js/introduction.md', title: 'Introduction' }
const find = (href: string): string | null => resolve({ href, name: '' }, from)

describe('referenceResolver', () => {
  it('finds the file behind the address of a site, whatever the file name makes of the path', () => {
    expect(find('/de/docs/Learn/Core/CSS_layout/Floats#clear')).toBe('floats')
    expect(find('../core/css_layout/Floats/')).toBe('floats')
    expect(find('https://example.org/docs/core/css_layout/floats')).toBe('floats')
    expect(find('ch01-01-hello%20world.html')).toBe('chapter')
    expect(find('/loops')).toBe('loops')
    expect(find('/m44386#fig-2')).toBe('module')
  })

  it('prefers the longest match and leaves open what may mean several', () => {
    expect(find('/docs/css/introduction')).toBe('css-intro')
    expect(find('introduction')).toBeNull()
  })

  it('takes no part of a name for the name, nor a page of another site for a file of that name', () => {
    expect(find('/docs/css_floats_of_old')).toBeNull()
    expect(find('/docs/study/text-introduction')).toBeNull()
    expect(find('https://example.org/loops')).toBeNull()
    expect(find('#floats')).toBeNull()
  })

  it('finds a title, but not one that two documents have', () => {
    expect(resolve({ href: null, name: 'hello world' }, from)).toBe('chapter')
    expect(resolve({ href: null, name: 'Introduction' }, from)).toBeNull()
  })

  it('never finds the document itself', () => {
    expect(find('js/introduction.md')).toBeNull()
  })
})
