import { openPicker } from '../files/open-files.js';
import { openLink, putAddress } from '../state/address.js';
import { examples } from '../state/examples.js';
import { forgetAllPlans, forgetPlan, keptPlans, turnPage } from '../state/kept.js';
import { toLink } from '../state/link.js';
import { tell } from '../state/notice.js';
import { history, isSound, page, plan, replaceCurves } from '../state/store.js';
import { type Theme, theme } from '../state/theme.js';
import { Icon } from './icon.js';
import { IconButton } from './icon-button.js';
import { Menu } from './menu.js';

export function TopBar() {
  return (
    <header class="top-bar">
      <h1>
        <svg class="logo" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <path d="M2 17L6 4c5 0 5 12 12 12" />
        </svg>
        lr-schedules
      </h1>
      <Menu
        label="Examples"
        items={examples.map(({ name, about, run, curves }) => ({
          label: name,
          about,
          onPick: () => {
            turnPage();
            replaceCurves(curves, run);
          },
        }))}
      >
        <Icon name="chart" />
        <span class="wide-only">Examples</span>
        <Icon name="chevron" />
      </Menu>
      <PlansMenu />
      <button type="button" class="quiet" title="Open a file" aria-label="Open a file" onClick={openPicker}>
        <Icon name="file" />
        <span class="wide-only">Open</span>
      </button>
      <div class="spacer" />
      <div class="group">
        <IconButton icon="undo" label="Undo" isDisabled={!history.canUndo.value} onClick={() => history.undo()} />
        <IconButton icon="redo" label="Redo" isDisabled={!history.canRedo.value} onClick={() => history.redo()} />
      </div>
      <ThemeButton />
      <button
        type="button"
        class="primary"
        disabled={!isSound.value || plan.value.curves.length === 0}
        title={isSound.value ? 'Copy the link to this plan' : 'Mend what is marked first'}
        aria-label="Share: copy the link"
        onClick={share}
      >
        <Icon name="share" />
        <span class="wide-only">Share</span>
      </button>
    </header>
  );
}

/** The plans that this browser has kept. */
function PlansMenu() {
  const plans = keptPlans.value;
  return (
    <Menu
      label="Recent plans"
      isDisabled={plans.length === 0}
      items={[
        ...plans.map(({ id, title, link }) => ({
          label: title,
          onPick: () => openLink(link, id),
          onRemove: () => forgetPlan(id),
        })),
        {
          label: 'Delete all',
          about: 'They are kept in this browser only',
          onPick: () => {
            forgetAllPlans();
            tell('done', 'The recent plans are deleted.');
          },
        },
      ]}
    >
      <Icon name="recent" />
      <span class="wide-only">Recent</span>
    </Menu>
  );
}

async function share(): Promise<void> {
  const link = toLink(page.peek());
  putAddress(link);
  try {
    await navigator.clipboard.writeText(location.href);
    tell('done', 'The link is copied: it holds the whole plan.');
  } catch {
    tell('done', 'The link is in the address bar: it holds the whole plan.');
  }
}

const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

function ThemeButton() {
  const name = theme.value;
  return (
    <IconButton
      icon={name}
      label={`Theme: ${name === 'system' ? 'as the system has it' : name}`}
      onClick={() => {
        theme.value = nextTheme[name];
      }}
    />
  );
}
