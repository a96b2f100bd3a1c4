import { relationVerbs } from './relation-verbs.ts'

/** Verbs of English that state a relation, with how often they are right, as counted on labelled samples. */
export const ENGLISH_VERBS = relationVerbs([
  ['contain', 'part-of', true, 'contain contains', 'active', '', 0.75],
  ['comprise', 'part-of', true, 'comprise comprises', 'active', '', 0.75],
  ['consist', 'part-of', true, 'consist consists consisted', 'active', 'of', 0.85],
  ['include', 'part-of', true, 'include includes', 'active', '', 0.7],
  ['composed', 'part-of', true, 'composed comprised', 'passive', 'of', 0.85],
  ['made', 'part-of', true, 'made built constructed', 'passive', 'of|up of|out of', 0.8],
  ['divided', 'part-of', true, 'divided subdivided', 'passive', 'into', 0.7],
  ['make-up', 'part-of', false, 'make makes made', 'active', 'up', 0.75],
  ['contained', 'part-of', false, 'contained included', 'passive', 'in|within', 0.7],
  ['cause', 'causes', false, 'cause causes caused', 'active', '', 0.85],
  ['lead', 'causes', false, 'lead leads led', 'active', 'to', 0.8],
  ['result-in', 'causes', false, 'result results resulted', 'active', 'in', 0.8],
  ['result-from', 'causes', true, 'result results resulted arise arises arose stem stems', 'active', 'from', 0.8],
  ['rise', 'causes', false, 'give gives gave', 'active', 'rise to', 0.8],
  ['trigger', 'causes', false, 'trigger triggers triggered induce induces induced', 'active', '', 0.8],
  ['produce', 'causes', false, 'produce produces produced generate generates generated', 'active', '', 0.75],
  ['caused', 'causes', true, 'caused triggered induced', 'passive', 'by', 0.85],
  ['produced', 'causes', true, 'produced generated', 'passive', 'by', 0.75],
  ['require', 'depends-on', false, 'require requires need needs', 'active', '', 0.75],
  ['depend', 'depends-on', false, 'depend depends rely relies', 'active', 'on|upon', 0.8],
  ['required', 'depends-on', true, 'required needed', 'passive', 'for|by', 0.75],
  ['use', 'uses', false, 'use uses utilize utilizes employ employs', 'active', '', 0.75],
  ['used', 'uses', true, 'used utilized employed', 'passive', 'by', 0.75],
  ['defined', 'defined-as', false, 'defined', 'passive', 'as', 0.85],
  ['refer', 'defined-as', false, 'refer refers', 'active', 'to', 0.75],
  ['mean', 'defined-as', false, 'means denotes', 'active', '', 0.6],
  ['called', 'defined-as', true, 'called termed named', 'passive', '', 0.7],
  ['known', 'defined-as', true, 'known', 'passive', 'as', 0.7],
])

/** Forms of the verbs above, which a tagger may take for something else. */
export const ENGLISH_VERB_FORMS = {
  participles: new Set(ENGLISH_VERBS.filter(({ voice }) => voice === 'passive').flatMap(({ forms }) => [...forms])),
  thirdPerson: new Set(
    ENGLISH_VERBS.filter(({ voice }) => voice === 'active').flatMap(({ forms }) =>
      [...forms].filter((form) => form.endsWith('s')),
    ),
  ),
}
