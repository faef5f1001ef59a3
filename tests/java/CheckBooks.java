import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;

/** Checks many books with one start of the virtual machine; prints a line for each book that has any message. */
public class CheckBooks {
  public static void main(String[] books) throws Exception {
    for (String book : books) {
      DefaultReportImpl report = new DefaultReportImpl(book);
      new EpubCheck(new File(book), report).doValidate();
      int found = report.getFatalErrorCount() + report.getErrorCount() + report.getWarningCount();
      System.out.println("checked " + new File(book).getName() + " " + found);
    }
  }
}
