extension StatusPage {
    /// Texts of the role reach the page as text only, never as markup.
    static let script = #"""
        'use strict';
        const $ = id => document.getElementById(id);
        const set = (id, text) => { const e = $(id); if (e.textContent !== text) e.textContent = text; };
        const make = (tag, cls, text) => {
          const e = document.createElement(tag);
          if (cls) e.className = cls;
          if (text !== undefined) e.textContent = text;
          return e;
        };
        const two = n => String(n).padStart(2, '0');
        const span = s => {
          if (s === null || s === undefined) return '';
          if (s < 0.0995) return (s * 1000).toFixed(s < 0.01 ? 1 : 0) + ' ms';
          if (s < 10) return s.toFixed(1) + ' s';
          if (s < 60) return Math.floor(s) + ' s';
          s = Math.floor(s);
          if (s < 3600) return Math.floor(s / 60) + ' min ' + two(s % 60) + ' s';
          if (s < 86400) return Math.floor(s / 3600) + ' h ' + two(Math.floor(s / 60) % 60) + ' min';
          return Math.floor(s / 86400) + ' d ' + two(Math.floor(s / 3600) % 24) + ' h';
        };
        const colour = { ready: 'good', running: 'run', starting: 'run', exited: 'none', passed: 'none', absent: 'none',
          waiting: 'none', blocking: 'wait', busy: 'wait', restarting: 'wait', stopping: 'wait', failed: 'bad',
          stillRunning: 'bad' };
        const word = { stillRunning: 'still running', blocking: 'waits for its agent', passed: 'passed' };
        let doc = null, received = 0, drawn = '', drawing = false, drawAgainAt = 0;

        const exit = e => {
          if (e === null || e === undefined) return '';
          if (e.code !== undefined && e.code !== null) return ' ' + e.code;
          if (e.signal !== undefined && e.signal !== null) return ' by signal ' + e.signal;
          return '';
        };
        const row = (no, t, kind) => {
          const tr = make('tr');
          tr.append(make('td', 'num no', no));
          const name = make('td', 'name', t.name);
          if (t.failure) name.append(make('small', '', t.failure));
          tr.append(name, make('td', 'kind', kind));
          const ended = t.pid === null && (t.state === 'exited' || t.state === 'failed');
          let tone = colour[t.state] || 'none';
          const state = make('td', 'state');
          state.append(make('span', 'tag ' + tone, (word[t.state] || t.state) + (ended ? exit(t.exit) : '')));
          const time = make('td', 'num time');
          time.dataset.base = t.seconds === null || t.seconds === undefined ? '' : t.seconds;
          time.dataset.runs = (t.pid !== null && t.pid !== undefined) || t.state === 'blocking' ? '1' : '';
          const again = t.restarts || 0;
          tr.append(state, time, make('td', 'num pid', t.pid === null || t.pid === undefined ? '' : String(t.pid)),
            make('td', 'num again' + (again ? ' some' : ''), again ? String(again) : ''));
          return tr;
        };
        const show = d => {
          doc = d; received = performance.now();
          const ready = d.status === 'ready';
          document.title = (ready ? '● ' : '○ ') + d.instance + ' ' + (ready ? 'Ready' : 'Busy');
          const ink = ready ? '%232b9348' : '%23d98a1a';
          $('icon').href = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
            + '<circle cx="8" cy="8" r="7" fill="' + ink + '"/></svg>';
          set('instance', d.instance);
          set('names', 'role ' + d.role + (d.deployment ? ', deployment ' + d.deployment : ''));
          set('pill', ready ? 'Ready' : 'Busy');
          $('pill').className = 'pill ' + (ready ? 'good' : 'wait');
          set('phase', d.phase);
          set('awaited', d.awaited ? d.awaited.text : 'nothing');
          set('incarnation', String(d.incarnation));
          set('version', 'WaHostBootstrapper ' + d.bootstrapper + ', pid ' + d.pid);
          const checks = d.statusChecks || [];
          set('checks', checks.length ? checks.map(c => c.answer || 'none').slice(-3).join(', ') : 'none yet');
          $('reason').hidden = !d.reason;
          set('reason', d.reason ? 'Why: ' + d.reason.text : '');
          const rows = (d.tasks || []).map(t => row(String(t.number), t, t.type));
          if (d.host) rows.push(row('', d.host, d.host.kind === d.host.name ? 'host' : 'host ' + d.host.kind));
          $('tasks').replaceChildren(...rows);
          tick();
          draw();
        };
        const tick = () => {
          if (!doc) return;
          const passed = (performance.now() - received) / 1000;
          set('since', 'for ' + span(doc.phaseSeconds + passed));
          set('uptime', 'bootstrapper up ' + span(doc.uptimeSeconds + passed));
          const checks = doc.statusChecks || [];
          set('checked', checks.length ? 'last ' + span(checks[checks.length - 1].secondsAgo + passed) + ' ago' : '');
          for (const cell of document.querySelectorAll('td.time')) {
            if (cell.dataset.base === '') continue;
            cell.textContent = span(Number(cell.dataset.base) + (cell.dataset.runs ? passed : 0));
          }
        };
        const draw = async () => {
          const ready = doc.status === 'ready';
          const key = doc.incarnation + '/' + doc.phase;
          const now = performance.now();
          if (drawing || (key === drawn && (ready || now < drawAgainAt))) return;
          drawing = true;
          try {
            const answer = await fetch('/timeline.svg', { cache: 'no-store' });
            if (answer.ok) {
              const svg = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml').documentElement;
              if (svg.nodeName === 'svg') {
                $('timeline').replaceChildren(document.importNode(svg, true));
                $('timelinebox').hidden = false;
              }
            }
            drawn = key; drawAgainAt = now + 2000;
          } catch (e) { } finally { drawing = false; }
        };
        const tails = d => {
          const box = $('logs');
          $('logbox').hidden = !d.tasks.length;
          while (box.children.length > d.tasks.length) box.lastChild.remove();
          d.tasks.forEach((t, i) => {
            let item = box.children[i];
            if (!item) {
              item = make('details'); item.open = i === d.tasks.length - 1 || d.tasks.length <= 3;
              item.append(make('summary'), make('pre')); item.lastChild.tabIndex = 0;
              box.append(item);
            }
            const text = JSON.stringify(t);
            if (item.dataset.text === text) return;
            item.dataset.text = text;
            const count = t.lines.length;
            item.firstChild.replaceChildren(t.name + ' ',
              make('span', '', count === 0 ? 'no line' : count === 1 ? '1 line' : count + ' lines'));
            const pre = item.lastChild;
            const atEnd = pre.scrollTop + pre.clientHeight >= pre.scrollHeight - 4;
            pre.hidden = count === 0;
            pre.replaceChildren(...t.lines.map(l => make('span', l.stream === 'stderr' ? 'err' : '', l.text + '\n')));
            if (atEnd) pre.scrollTop = pre.scrollHeight;
          });
        };
        const live = on => {
          $('live').className = on ? 'on' : '';
          $('live').lastChild.textContent = on ? 'live' : 'not connected';
          $('link').hidden = on;
        };
        const follow = () => {
          const events = new EventSource('/events');
          events.onopen = () => live(true);
          events.addEventListener('status', e => show(JSON.parse(e.data)));
          events.addEventListener('logs', e => tails(JSON.parse(e.data)));
          events.onerror = () => {
            live(false);
            // An answer that is no stream ends it for good: begin anew.
            if (events.readyState === EventSource.CLOSED) setTimeout(follow, 3000);
          };
        };
        follow();
        setInterval(() => { tick(); if (doc && doc.status !== 'ready') draw(); }, 1000);
        """#
}
