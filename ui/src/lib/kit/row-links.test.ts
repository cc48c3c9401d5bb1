import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rowLinks } from "./row-links";

describe("a row of a table", () => {
  let table: HTMLTableElement;
  let followed: string[] = [];
  let stop = () => {};

  beforeEach(() => {
    document.body.innerHTML = `<table><tbody>
      <tr><th><a href="#one">One</a></th><td id="cell">In</td><td><button id="own">Act</button></td></tr>
    </tbody></table>`;
    table = document.querySelector("table") as HTMLTableElement;
    followed = [];
    document.querySelector("a")?.addEventListener("click", (event) => {
      event.preventDefault();
      followed.push("one");
    });
    stop = rowLinks(table);
  });
  afterEach(() => stop());

  const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();

  it("follows its link wherever it is pressed", () => {
    press("#cell");
    expect(followed).toEqual(["one"]);
  });

  it("follows the link once when the link itself is pressed", () => {
    press("a");
    expect(followed).toEqual(["one"]);
  });

  it("leaves a button in it alone", () => {
    press("#own");
    expect(followed).toEqual([]);
  });

  it("is quiet once its table is gone", () => {
    stop();
    press("#cell");
    expect(followed).toEqual([]);
  });
});
