import { modifierStem, nounStem } from '../../kernel/text/noun-stem.ts'

/**
 * Words that teaching texts are built of whatever they teach, and nouns too general to be learned. A phrase made of such
 * words alone is no concept unless the author sets it off and says what it is.
 */
const FURNITURE: Readonly<Record<string, string>> = {
  en: `abstract abbreviation acknowledgement activity advantage aim amount answer appendix approach area article aspect assignment attempt author basic basics
benefit bibliography book box bullet caption case cause chance change chapter choice click comment comparison conclusion consequence contents course
day detail diagram difference disadvantage discussion document download drawing effect effort ending error example exercise explanation extent fact
feature fig figure following footnote form future glossary goal guide half hand heading help hint homework hour idea illustration image importance
index information instance instruction introduction issue item job kind knowledge lab learner lecture lesson level library link list look lot
main manner manual meaning means menu method minute mistake moment month more name need new note notice number objective option order others outline
overview page paragraph part past path people percent percentage period person photo photograph picture piece place plan play point position possibility post
practice preface problem project purpose question quiz read reader reading reason reference resource result review right role rule
screen screenshot second section self-check sentence show side site situation size slide solution sort source start statement
step student study style sub-section subsection summary table task teacher term test text thing time times tip title today tool topic total tutorial
unknown use user variety version video view warning way week word work world year assessment caution chapters checkpoint connection context credit definition
kinds learn lessons links objectives outcome outcomes parts prerequisite prerequisites remark corollary proposition terms usage week weeks
beginning end middle top bottom left inside outside rest difficulty ability addition condition existence fraction majority minority member
portion presence absence quantity response section sections similarity difference characteristic requirement circumstance everything something nothing anything
someone everyone anyone page pages january february march april may june july august september october november december monday tuesday wednesday
thursday friday saturday sunday`,
  de: `abbildung abkürzung ablauf absatz abschnitt achtung alternative anfang anforderung angabe anhang anleitung anmerkung antwort anwendungsfall anzahl arbeit
argument art artikel aspekt aufbau aufgabe aufzählung ausblick ausführung ausgangspunkt auswahl autor autorin bedeutung bedingung begriff beginn
behauptung beispiel beitrag bemerkung bereich beschreibung besonderheit beweis bezeichnung bild blick buch danksagung datum definition detail diagramm ding
effekt eigenschaft einführung einheit einleitung einsatz ende erfahrung ergebnis erklärung erläuterung fähigkeit fall fazit fehler figur
folge folgende form fortschritt frage fußnote ganze gebiet gegensatz gelegenheit glossar grad grafik graphik grund grundlage hand hauptteil hilfe hinweis
idee index information inhalt inhaltsverzeichnis jahr jahrhundert kapitel kategorie kenntnis klick kommentar kontext korollar kurs kurve kästchen lage lehrer leser leserin
lektion lernende lernpartner lernziel lemma lesen liste literatur literaturverzeichnis lösung material mensch menschen merkmal methode minute mitte
monat moment möglichkeit nachteil name nachweis niveau note notiz nummer nutzen nutzung ort paragraph person personen plan position praxis prinzip problem
quelle quiz rahmen rat rechte reihenfolge rest resultat rolle sache schluss schritt schwierigkeit seite sekunde sicht sinn situation skizze skript
stand stelle stichwort stichwortverzeichnis stück stunde symbolverzeichnis tabelle tag teil text thema theorem tipp titel tutorial umstand unterkapitel unterschied
ursache variante verfasser vergleich verlauf version verwendung verzeichnis voraussetzung vorgang vorgehen vorgehensweise vorkenntnis vorkenntnisse vorteil vorwort
vorlesung warnung weg weise welt wichtig wichtigkeit wissen woche wort zeichen zeit ziel zitat zusammenfassung zusammenhang zustand zweck
überblick übersicht übung übungsaufgabe überschrift lernziele aufgaben beispiele bemerkungen fragen januar februar märz april mai juni juli august september oktober
november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag frau herr prof dr dank gegenteil hälfte mehrheit minderheit gesamtheit
nutzer nutzerin benutzer benutzerin anwender schluß weiter zurück siehe`,
  fr: `annexe article aspect auteur avantage but cas chapitre chose conclusion cours date définition effet élève exemple exercice explication façon figure fin fois genre groupe image
information introduction jour leçon liste livre manière mois moment mot nombre nom note objectif ouvrage page paragraphe part partie personne place point problème question raison remarque
résultat résumé section série solution sorte sujet table tableau temps texte titre type usage utilisation valeur vie année`,
  es: `año apartado apéndice artículo aspecto autor capítulo caso conclusión cosa curso definición día efecto ejemplo ejercicio explicación figura fin forma grupo imagen información introducción lección
libro lista lugar manera mes momento nombre nota número objetivo página palabra parte persona problema pregunta punto razón respuesta resultado resumen sección solución tabla tema texto tiempo tipo título uso valor vez vida`,
  it: `anno appendice articolo aspetto autore capitolo caso conclusione cosa corso definizione effetto esempio esercizio figura fine forma giorno gruppo immagine informazione introduzione
lezione libro lista luogo maniera mese modo momento nome nota numero obiettivo pagina parola parte persona problema domanda punto ragione riassunto risposta risultato sezione soluzione tabella tema testo tempo tipo titolo uso valore volta`,
}

/** Words before a noun that only point, count or compare: they are no part of a name. */
const WEAK_MODIFIERS: Readonly<Record<string, string>> = {
  en: `one four five six seven eight nine ten able actual additional all another any available bad best better big certain common correct current different distinct easy entire few final first following former further general good
great helpful high huge important initial interesting key large last latter least less likely little long low main major many minor more most much multiple necessary new next nice numerous old only original
other overall own particular possible potential present previous proper quick real recent related relevant remaining respective right same second separate several short similar simple single small
so-called specific such sure third three total two typical upper useful usual various very well-known whole wide worth wrong corresponding example existing given resulting chapter figure table section`,
  de: `zwei drei vier fünf sechs sieben acht neun zehn aktuell allgemein alt ander bestimmt best bekannt besonder breit dritt eigen einfach einzeln einzig endgültig entsprechend erst eventuell folgend ganz gegeben gesamt gewiss gewünscht gewöhnlich gleich
groß größer größt gut häufig hoch höher jeweilig jung klein kleiner komplett korrekt kurz lang letzt mehrer meist möglich neu neuest nächst nötig nützlich obig oberst richtig schlecht schnell schwierig schön sogenannt
spezifisch später tatsächlich typisch übrig ursprünglich unterschiedlich unterst verfügbar verschieden viel vielfältig vollständig vorherig vorhanden vorig wahr weit weiter weiterführend wenig wesentlich wichtig wichtigst
wirklich zahlreich zusätzlich zweit ähnlich üblich interessant notwendig solch bisherig derartig hier`,
}

const sets = new Map<string, ReadonlySet<string>>()

function setOf(lists: Readonly<Record<string, string>>, kind: string, language: string): ReadonlySet<string> {
  const key = `${kind}:${language}`
  let words = sets.get(key)
  if (words === undefined) {
    const stemmed = kind === 'furniture' ? nounStem : modifierStem
    words = new Set((lists[language] ?? '').split(/\s+/).map((word) => stemmed(word, language)))
    sets.set(key, words)
  }
  return words
}

/** `form`: as `nounStem` gives it. */
export function isFurniture(form: string, language: string): boolean {
  return setOf(FURNITURE, 'furniture', language).has(form)
}

/** `form`: as `modifierStem` gives it. */
export function isWeakModifier(form: string, language: string): boolean {
  return setOf(WEAK_MODIFIERS, 'weak', language).has(form)
}
