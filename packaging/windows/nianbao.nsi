; The Windows installer: for one user, without an administrator. release.py gives the names in
; ${capitals}. Silent: setup.exe /S [/D=FOLDER], uninstall.exe /S [/DELETEDATA].

Target amd64-unicode
!include FileFunc.nsh
!include LogicLib.nsh
!include MUI2.nsh
!include WinVer.nsh

!define CLASSES "Software\Classes"
!define FILE_TYPE "nianbao.report"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao"
!define DATA "$LOCALAPPDATA\nianbao" ; where main.py keeps it
!define ASSOCIATIONS_CHANGED 0x08000000

Name "年报"
OutFile "${INSTALLER}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\nianbao"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation" ; an upgrade goes where the old one is
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
SetDateSave off ; one commit gives the same bytes
!ifdef SIGN ; the uninstaller is made in between, so NSIS itself has it signed
    !uninstfinalize '${SIGN} "%1"' = 0
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
BrandingText "年报 ${VERSION}"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "FileDescription" "年报 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductName" "nianbao"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "The nianbao authors, MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_WELCOMEPAGE_TITLE "安装“年报”"
!define MUI_WELCOMEPAGE_TEXT "编制《政府信息公开工作年度报告》的软件。$\r$\n$\r$\n\
    只装给您一个人用，不需要管理员，不用重新启动，也不连接网络。$\r$\n$\r$\n\
    以前装过的会换成这一版，已经录入的年报不受影响。如果“年报”正开着，请先关闭它。$\r$\n$\r$\n\
    点“下一步”继续。"
!define MUI_DIRECTORYPAGE_TEXT_TOP "程序装到下面的文件夹。一般不用改，直接点“安装”。"
!define MUI_FINISHPAGE_TITLE "装好了"
!define MUI_FINISHPAGE_TEXT "以后可以从桌面或“开始”菜单打开“年报”，也可以双击 .nianbao 文件。$\r$\n$\r$\n\
    录入的年报保存在：$\r$\n${DATA}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\nianbao.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开“年报”"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE SimpChinese

Function .onInit
    ${IfNot} ${AtLeastBuild} 17763
        MessageBox MB_OK|MB_ICONSTOP "年报需要 Windows 10（1809 或更新）或 Windows 11。" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
FunctionEnd

; A program that runs cannot be written to, and neither be replaced.
!macro StopWhileRunning FOLDER
    ${Do}
        ClearErrors
        ${IfNot} ${FileExists} "${FOLDER}\nianbao.exe"
            ${ExitDo}
        ${EndIf}
        FileOpen $9 "${FOLDER}\nianbao.exe" a
        ${IfNot} ${Errors}
            FileClose $9
            ${ExitDo}
        ${EndIf}
        ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION \
                "年报正在运行。请先关闭它的窗口，再点“重试”。" /SD IDCANCEL IDCANCEL`
            SetErrorLevel 2
            Abort "年报正在运行，没有改动任何东西。"
        ${EndIf}
    ${Loop}
!macroend

Section
    ; An older version takes its own files away, by its own list. The data are not touched.
    ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $0 != ""
    ${AndIf} ${FileExists} "$0\uninstall.exe"
        !insertmacro StopWhileRunning "$0"
        ExecWait '"$0\uninstall.exe" /S _?=$0' $1
        ${If} $1 <> 0
            SetErrorLevel 2
            Abort "旧版本没有卸载干净，请先在“设置 › 应用”里卸载它。"
        ${EndIf}
        Delete "$0\uninstall.exe"
        RMDir "$0"
    ${EndIf}
    !insertmacro StopWhileRunning "$INSTDIR"

    ClearErrors
    SetOutPath "$INSTDIR"
    File /r "${PROGRAM}/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    ${If} ${Errors}
        SetErrorLevel 2
        Abort "文件没有写全，请换一个文件夹或查看磁盘空间后再装。"
    ${EndIf}

    CreateShortcut "$SMPROGRAMS\年报.lnk" "$INSTDIR\nianbao.exe"
    CreateShortcut "$DESKTOP\年报.lnk" "$INSTDIR\nianbao.exe"

    WriteRegStr HKCU "${CLASSES}\.nianbao" "" "${FILE_TYPE}"
    WriteRegStr HKCU "${CLASSES}\${FILE_TYPE}" "" "年报文件"
    WriteRegStr HKCU "${CLASSES}\${FILE_TYPE}\DefaultIcon" "" "$INSTDIR\nianbao.exe,0"
    WriteRegStr HKCU "${CLASSES}\${FILE_TYPE}\shell\open\command" "" '"$INSTDIR\nianbao.exe" "%1"'
    System::Call 'shell32::SHChangeNotify(i ${ASSOCIATIONS_CHANGED}, i 0, p 0, p 0)'

    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "年报"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\nianbao.exe"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "The nianbao authors"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

; By name, never the folder with all that is in it: the clerk may have chosen one of his own.
Section "Uninstall"
    !insertmacro StopWhileRunning "$INSTDIR"
    !include "${REMOVAL}"
    Delete "$INSTDIR\uninstall.exe"
    SetOutPath "$TEMP" ; a folder that is the current one cannot go
    RMDir "$INSTDIR"

    Delete "$SMPROGRAMS\年报.lnk"
    Delete "$DESKTOP\年报.lnk"
    DeleteRegKey HKCU "${CLASSES}\${FILE_TYPE}"
    ReadRegStr $0 HKCU "${CLASSES}\.nianbao" ""
    ${If} $0 == "${FILE_TYPE}"
        DeleteRegKey HKCU "${CLASSES}\.nianbao"
    ${EndIf}
    System::Call 'shell32::SHChangeNotify(i ${ASSOCIATIONS_CHANGED}, i 0, p 0, p 0)'
    DeleteRegKey HKCU "${UNINSTALL_KEY}"

    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/DELETEDATA" $1
    ${IfNot} ${Errors}
        RMDir /r "${DATA}"
    ${ElseIf} ${FileExists} "${DATA}\nianbao.db"
        ${If} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "要把录入的年报也一起删除吗？$\n$\n\
                选“否”：年报保留在 ${DATA}，重新安装后仍可打开。$\n\
                选“是”：全部年报从这台电脑上删除，无法恢复。" /SD IDNO IDYES`
            RMDir /r "${DATA}"
        ${EndIf}
    ${EndIf}
SectionEnd
