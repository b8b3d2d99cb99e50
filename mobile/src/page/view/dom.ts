/** Makes elements. */

type Child = Node | string | null;
type Listener = (event: Event) => void;
type Attributes = Readonly<Record<string, string | boolean | Listener | undefined>>;

/**
 * Make an element.
 *
 * @param tag Its name.
 * @param attributes Attributes by name; true stands for an empty one, false and undefined for none.
 *   A function is a listener, under the name "on" and the event.
 * @param children What it holds.
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Find an element of index.html. */
export function find<E extends HTMLElement = HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}

/** Make a button. */
export function button(
  label: string | readonly Node[],
  onclick: Listener,
  attributes: Attributes = {},
): HTMLButtonElement {
  const content = typeof label === "string" ? [label] : label;
  return make("button", { type: "button", onclick, ...attributes }, ...content);
}
