/** Changes with anything that makes another reading of the same chunk; apart, so that asking for it loads no tagger. */
export const READING_VERSION = '1'
