import type { LibraryApi } from '../../../library/index.ts'

/** The part of the library that labels are placed in. */
export type LabelLibrary = Pick<LibraryApi, 'get' | 'text' | 'findByPath' | 'collection'>
