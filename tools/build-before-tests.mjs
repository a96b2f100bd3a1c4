// Tests of the whole product run what its users run: the bundle, made from the present sources.
import { ensureBuilt } from './build.mjs'

export const setup = async () => await ensureBuilt()
