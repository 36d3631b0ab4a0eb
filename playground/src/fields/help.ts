import { signal } from '@preact/signals';
import schemaUrl from 'lr-schedules/recipe.schema.json?url';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** The name of the schedule whose options the fields below are. */
export const TypeContext = createContext('');

interface Definition {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

/** What all schedules and options are for, by the names of the schedules. */
const definitions = signal<Readonly<Record<string, Definition>>>({});

/** Loads the descriptions, which nothing waits for; without them the fields have no help. */
export async function loadHelp(): Promise<void> {
  try {
    const response = await fetch(schemaUrl);
    if (response.ok) definitions.value = (await response.json()).definitions;
  } catch {
    // The page works without.
  }
}

export const helpOfSchedule = (name: string) => definitions.value[name]?.description;
export const helpOfRun = (option: string) => definitions.value['run']?.properties?.[option]?.description;

/** What an option of the schedule that the fields are of is for. */
export function useHelp(pythonName: string): string | undefined {
  return definitions.value[useContext(TypeContext)]?.properties?.[pythonName]?.description;
}
