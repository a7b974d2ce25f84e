"use strict";
// What the page knows, its words in the language of the moment, and a way to build elements from text alone.

const data = JSON.parse(document.getElementById("/data").textContent);
const root = document.documentElement;
const state = { language: data.language };

const byKey = (key) => document.getElementById(key);

function word(key) {
  return data.words[state.language][key] ?? key.split(".").pop().replaceAll("_", " ");
}

/** Return a text in the language of the page: texts are strings, or one string a language. */
function said(text) {
  return typeof text === "string" ? text : text[state.language] ?? Object.values(text)[0];
}

/** Return a new element; its children are elements or texts, and texts stay texts. */
function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// --- the elements of the plan, and their links ---

const elements = new Map();
for (const [number, element] of (data.elements ?? []).entries()) {
  elements.set(element.i, { ...element, number, links: [] });
}
const inOrder = [...elements.values()];
for (const [from, to, relation, evidence, words, citations] of data.links ?? []) {
  const [name, flow] = data.relations[relation];
  const link = { source: inOrder[from], target: inOrder[to] ?? to, name, flow, evidence, words, citations };
  link.source.links.push(link);
  if (typeof link.target !== "string") link.target.links.push(link);
}
// --- the two switches ---

/** Put every word and name below a node into the language of the page. */
function translate(node) {
  const all = (selector) => node.querySelectorAll(selector);
  for (const one of all("[data-w]")) one.textContent = word(one.dataset.w);
  for (const one of all("[data-w-label]")) one.setAttribute("aria-label", word(one.dataset.wLabel));
  for (const one of all("[data-w-placeholder]")) one.setAttribute("placeholder", word(one.dataset.wPlaceholder));
  for (const one of all("[data-n]")) {
    const element = elements.get(one.getAttribute("href").slice(1));
    if (element) one.textContent = said(element.n);
  }
  for (const one of all("[data-t]")) {
    const [language, text] = data.texts[one.dataset.t];
    one.dataset[language] = text;
    delete one.dataset.t;
  }
  for (const one of all("[data-zh], [data-en]")) {
    one.dataset[data.language] ??= one.textContent; // the page is written in this one
    one.textContent = one.dataset[state.language] ?? one.dataset.zh ?? one.dataset.en;
  }
}

function switchLanguage() {
  state.language = state.language === "zh" ? "en" : "zh";
  root.lang = state.language === "zh" ? "zh-CN" : "en";
  translate(document);
  document.title = document.querySelector(".brand").textContent;
  keep("language", state.language === data.language ? "" : state.language);
  document.dispatchEvent(new CustomEvent("languagechange"));
}

const isDark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function showTheme() {
  byKey("/theme").setAttribute("aria-pressed", String(isDark()));
}

function switchTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  keep("theme", root.dataset.theme);
  showTheme();
}
