import { nounStem } from '../../../kernel/text/noun-stem.ts'

/** Nouns that say nothing as an end of a relation, whatever a text is about. */
const OVER_GENERAL: Readonly<Record<string, string>> = {
  en: `logic skill stuff alternative implementation player child parent sibling neighbor opposite form connection conversion extension pattern decrease increase reduction loss mechanism functionality lot center species ability action activity addition advantage agent aim amount answer approach area aspect attempt attribute base basis behavior behaviour benefit bit body case category
cause challenge change characteristic choice circumstance class code collection combination comparison component concept condition consequence content context copy course
day decision degree detail development difference direction effect effort element end entity event example existence experience experiment expression extent fact factor
feature field figure following form format formation function general goal group guide half help history idea individual information instance item job kind knowledge
lack layer length level life line list location lot majority man manner material matter means measure member method model moment name nature need new number object
occurrence one operation opportunity option order organization other outcome output input pair part particle people percent period person phase phenomenon piece place plan point population position
possibility power practice presence principle problem procedure process product production program project property purpose quality quantity question range rate ratio reaction reason region relationship
requirement research resource response rest result role rule sample scientist section sense sequence series set shape side sign situation size solution something sort source
space stage standard start state statement step strategy structure study style subject substance support surface system table target task team technique term test text thing thought time tool
total trait transfer trend type unit usage use user value variation variety version view way woman word work world year reader book chapter page resource thing anything everything`,
  de: `verbindung umwandlung erweiterung muster zunahme abnahme zentrum ablauf abschnitt aktion aktivität alternative änderung anfang anforderung angabe anordnung ansatz anwendung anzahl arbeit art aspekt aufbau aufgabe ausdruck auswahl
auswirkung basis bedarf bedeutung bedingung begriff beispiel beitrag bereich beschreibung bestandteil bezeichnung beziehung bild blick code daten definition detail ding dinge
ebene effekt eigenschaft einführung einheit einsatz element ende entwicklung ereignis erfahrung ergebnis erklärung fähigkeit fakt fall faktor fehler folge form format frage funktion
gebiet gegenstand gelegenheit gesamtheit grad grenze größe grund grundlage gruppe hilfe hinweis idee information inhalt instanz kategorie kapitel klasse kombination komponente
konzept kopie lage länge leben leute liste lösung material mehrheit menge mensch merkmal methode mittel möglichkeit modell moment nachteil name nutzen objekt operation option
ordnung ort paar person phase plan position praxis prinzip problem produkt prozess punkt qualität rahmen rate raum regel reihe reihenfolge resultat richtung rolle sache satz schicht
schritt seite sinn situation sorte stadium standard stelle struktur stück stufe substanz summe system tabelle tag technik teil text thema typ umfang umstand unterschied ursache
variante verbindung verfahren vergleich verhalten verhältnis version verwendung vielfalt vielzahl voraussetzung vorgang vorteil wechsel weg weise welt wert wirkung wort zahl zeichen zeile
zeit ziel zusammenhang zustand zweck jahr leser buch kapitel nutzer benutzer person dinge`,
}

/** Adjectives that only judge: "a core concept", "a powerful tool". */
const PRAISE =
  /^(?:(?:core|powerful|advanced|vast|classic|reliable|crucial|essential|important|key|main|major|common|basic|simple|great|good|dominant|useful|popular|fundamental|central|integral|vital|critical|wichtig|zentral|grundlegend|wesentlich|einfach|machtig|nutzlich|beliebt) )+/

const sets = new Map<string, ReadonlySet<string>>()

/** Whether a name, by its key, is a noun too general to stand at an end of a relation. */
export function isOverGeneral(nameKey: string): boolean {
  const colon = nameKey.indexOf(':')
  const language = nameKey.slice(0, colon)
  // "Amount of memory" says no more than "amount".
  const head = nameKey.slice(colon + 1).replace(/ (?:of|von) .*$/, '')
  return overGeneralStems(language).has(head.replace(PRAISE, ''))
}

function overGeneralStems(language: string): ReadonlySet<string> {
  let stems = sets.get(language)
  if (stems === undefined) {
    const words = (OVER_GENERAL[language] ?? '').split(/\s+/).filter((word) => word !== '')
    stems = new Set(words.map((word) => nounStem(word, language)))
    sets.set(language, stems)
  }
  return stems
}
