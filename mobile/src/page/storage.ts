/** The browser's storage, which a person may have forbidden. */

/**
 * Return a storage, or null where even asking for it throws.
 *
 * @param get Asks for it: `() => localStorage`.
 */
export function allowed(get: () => Storage): Storage | null {
  try {
    return get();
  } catch {
    return null;
  }
}
