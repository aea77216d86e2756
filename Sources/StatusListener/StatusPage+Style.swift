extension StatusPage {
    static let style = """
        :root{--bg:#f5f7fa;--card:#fff;--line:#dfe4ea;--text:#1b2430;--dim:#5b6675;--good:#1f7a3a;--goodbg:#ddf3e3;
        --bad:#b3261e;--badbg:#fbe2df;--wait:#8a5a00;--waitbg:#fff0d0;--run:#1c5fb8;--runbg:#e0edfd;--code:#0f1720;
        --codetext:#dbe4ee}
        @media (prefers-color-scheme:dark){:root{--bg:#0d1218;--card:#151b23;--line:#2a3440;--text:#e8edf3;--dim:#9aa7b5;
        --good:#6fdc8c;--goodbg:#12351f;--bad:#ff9a91;--badbg:#43191a;--wait:#f4c261;--waitbg:#3d2d0c;--run:#8fc0ff;
        --runbg:#16304f;--code:#090d12}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:1080px;padding:20px 16px 32px;background:var(--bg);color:var(--text);
        font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        header{display:flex;align-items:center;justify-content:space-between;gap:12px;margin-bottom:16px}
        .who{min-width:0}h1{font-size:24px;line-height:1.2;margin:0;overflow-wrap:anywhere}
        h2{font-size:13px;font-weight:600;margin:0 0 8px;color:var(--dim)}
        p{margin:0}#names,.dim{color:var(--dim);font-size:13px}
        .pill{flex:none;font-weight:700;font-size:17px;padding:6px 18px;border-radius:99px}
        .good{color:var(--good);background:var(--goodbg)}.bad{color:var(--bad);background:var(--badbg)}
        .wait{color:var(--wait);background:var(--waitbg)}.run{color:var(--run);background:var(--runbg)}
        .none{color:var(--dim);background:var(--bg)}
        .link,.reason{background:var(--badbg);color:var(--bad);padding:10px 14px;border-radius:8px;margin-bottom:12px;
        overflow-wrap:anywhere}
        .reason{background:var(--waitbg);color:var(--wait)}
        section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px;margin-bottom:12px}
        .facts{display:grid;grid-template-columns:repeat(4,1fr);gap:14px 20px}
        .facts h2{margin-bottom:2px}.facts div{min-width:0;overflow-wrap:anywhere}.facts p:not(.dim){font-weight:600}
        table{width:100%;border-collapse:collapse}
        th{font-size:12px;font-weight:600;color:var(--dim);text-align:left;padding:0 8px 6px}
        td{border-top:1px solid var(--line);padding:7px 8px;vertical-align:top}
        td:first-child,th:first-child{padding-left:0}td:last-child,th:last-child{padding-right:0}
        .num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        td.name{overflow-wrap:anywhere;font-weight:600}td.name small{display:block;font-weight:400;color:var(--bad)}
        .tag{display:inline-block;border-radius:5px;padding:0 7px;font-size:13px;font-weight:600;white-space:nowrap}
        .scroll{overflow-x:auto;-webkit-overflow-scrolling:touch}.scroll svg{display:block;min-width:760px}
        details{border-top:1px solid var(--line);padding:8px 0}details:first-child{border-top:0;padding-top:0}
        details:last-child{padding-bottom:0}
        summary{cursor:pointer;font-weight:600;overflow-wrap:anywhere}summary span{color:var(--dim);font-weight:400;
        font-size:13px}
        pre{margin:8px 0 0;max-height:260px;overflow:auto;background:var(--code);color:var(--codetext);padding:10px 12px;
        border-radius:8px;font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace;
        white-space:pre-wrap;overflow-wrap:anywhere}
        pre .err{color:#ffb4a8}
        footer{display:flex;justify-content:space-between;gap:12px;color:var(--dim);font-size:13px;padding:4px 2px}
        #live i{display:inline-block;width:8px;height:8px;border-radius:50%;background:var(--wait);margin-right:7px}
        #live.on i{background:#2b9348}
        @media (max-width:640px){
        body{padding:14px 12px 24px}.facts{grid-template-columns:1fr 1fr}
        .facts div:nth-child(2){grid-column:1/3;grid-row:2}.facts div:nth-child(4){grid-column:1/3}h1{font-size:20px}
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        tr{display:grid;grid-template-columns:1.9em 1fr auto;gap:0 8px;border-top:1px solid var(--line);padding:8px 0}
        tbody tr:first-child{border-top:0;padding-top:0}tbody tr:last-child{padding-bottom:0}
        td{border:0;padding:0}td.no{grid-row:1/3;text-align:left;color:var(--dim)}
        td.state{text-align:right}td.kind,td.time,td.pid,td.again{font-size:13px;color:var(--dim)}
        td.kind{grid-column:2;grid-row:2}td.time{grid-column:3;grid-row:2}td.pid,td.again{display:none}
        td.again.some{display:block;grid-column:2/4;text-align:left}td.again.some::after{content:" restarts"}
        }
        """
}
